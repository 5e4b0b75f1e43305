"""Chat skins: colours and metrics after what the apps show."""

from __future__ import annotations

from tests.corpus.bars import Bars
from tests.corpus.chat import ChatSkin
from tests.corpus.paint import rgb

WHITE, BLACK = rgb("#FFFFFF"), rgb("#000000")
WECHAT = Bars(rgb("#EDEDED"), rgb("#191919"), rgb("#F7F7F7"), rgb("#3A3A3A"), WHITE)
WECHAT_DARK = Bars(rgb("#111111"), rgb("#D0D0D0"), rgb("#1E1E1E"), rgb("#B8B8B8"), rgb("#2C2C2C"))
SHOP = Bars(WHITE, rgb("#333333"), WHITE, rgb("#555555"), rgb("#F2F2F2"), title_left=True, look="shop")
SHOP_DARK = Bars(rgb("#1B1B1D"), rgb("#E0E0E0"), rgb("#1B1B1D"), rgb("#B0B0B0"), rgb("#2E2E31"), title_left=True, look="shop")
IOS = Bars(rgb("#F6F6F6"), rgb("#0A0A0A"), WHITE, rgb("#B0B0B5"), WHITE, look="ios", height=52)
IOS_DARK = Bars(rgb("#161617"), rgb("#F5F5F5"), BLACK, rgb("#5A5A5F"), rgb("#0B0B0C"), look="ios", height=52)
ANDROID = Bars(rgb("#FAFAFA"), rgb("#1C1C1C"), rgb("#FAFAFA"), rgb("#8A8A8A"), rgb("#EFEFEF"), title_left=True, look="android", height=56)
ANDROID_DARK = Bars(rgb("#0E0E0E"), rgb("#E6E6E6"), rgb("#0E0E0E"), rgb("#8A8A8A"), rgb("#242424"), title_left=True, look="android", height=56)
QQ = Bars(rgb("#F5F6FA"), rgb("#1A1C1E"), rgb("#F5F6FA"), rgb("#44474C"), WHITE, look="qq")
QQ_BLUE = Bars(rgb("#12B7F5"), WHITE, rgb("#F5F6FA"), rgb("#44474C"), WHITE, look="qq")
QQ_DARK = Bars(rgb("#16171A"), rgb("#E8E9EB"), rgb("#16171A"), rgb("#9EA3AA"), rgb("#26282C"), look="qq")
WHATSAPP = Bars(rgb("#008069"), WHITE, rgb("#F0F2F5"), rgb("#54656F"), WHITE, title_left=True, look="android", height=56)
WHATSAPP_DARK = Bars(rgb("#1F2C34"), rgb("#E9EDEF"), rgb("#0B141A"), rgb("#8696A0"), rgb("#1F2C34"), title_left=True, look="android", height=56)
SOFT = rgb("#B2B2B2")

SKINS: tuple[ChatSkin, ...] = (
    ChatSkin("wechat_light", rgb("#EDEDED"), WHITE, rgb("#191919"), rgb("#95EC69"), rgb("#101010"), WECHAT,
             wallpapers=("gradient", "photo", "pattern")[:0], soft=rgb("#B0B0B0")),
    ChatSkin("wechat_dark", rgb("#111111"), rgb("#2C2C2C"), rgb("#D5D5D5"), rgb("#3EB575"), rgb("#04190D"), WECHAT_DARK,
             soft=rgb("#5F5F5F"), dark=True),
    ChatSkin("wechat_wallpaper", rgb("#EDEDED"), WHITE, rgb("#191919"), rgb("#95EC69"), rgb("#101010"), WECHAT,
             wallpapers=("gradient", "photo", "pattern"), soft=rgb("#FFFFFF"), time_look="pill", alpha=0.999),
    ChatSkin("wechat_group", rgb("#EDEDED"), WHITE, rgb("#191919"), rgb("#95EC69"), rgb("#101010"), WECHAT,
             names="other", group=True, soft=rgb("#8C8C8C")),
    ChatSkin("taobao_light", rgb("#F2F3F5"), WHITE, rgb("#333333"), rgb("#FFE0CC"), rgb("#3B2415"), SHOP, radius=12,
             tail="corner", avatar=36, avatar_shape="circle", names="other", time_style="shop", receipts="left",
             font=15.5, soft=rgb("#999999"), extras=("picture", "voice", "notice", "product", "order", "quote", "poster")),
    ChatSkin("taobao_orange", rgb("#F4F4F4"), WHITE, rgb("#222222"), rgb("#FF6A2B"), WHITE, SHOP, radius=10,
             tail="corner", avatar=38, avatar_shape="circle", names="both", time_style="shop", receipts="left",
             font=16, soft=rgb("#9A9A9A"), extras=("picture", "notice", "product", "order")),
    ChatSkin("taobao_dark", rgb("#121214"), rgb("#2A2A2D"), rgb("#DEDEDE"), rgb("#5A3A28"), rgb("#FBE9DD"), SHOP_DARK,
             radius=12, tail="corner", avatar=36, avatar_shape="circle", names="other", time_style="shop", receipts="left",
             font=15.5, soft=rgb("#77777C"), dark=True, extras=("picture", "notice", "product", "order")),
    ChatSkin("qianniu", rgb("#F5F5F7"), WHITE, rgb("#1F2329"), rgb("#D6E8FF"), rgb("#10233F"), SHOP, radius=8, tail="none",
             avatar=38, avatar_shape="rounded", names="both", time_style="shop", receipts="below", font=15,
             soft=rgb("#8F959E"), extras=("picture", "notice", "product", "order", "file")),
    ChatSkin("ios_sms", WHITE, rgb("#E9E9EB"), BLACK, rgb("#34C759"), WHITE, IOS, radius=18, pad_y=8, tail="ios", avatar=0,
             avatar_self=False, time_style="sms", font=17, leading=1.28, gap=9, wide=0.72, kind="sms", soft=rgb("#8A8A8E"),
             extras=("picture", "link"), receipts="below", phone="ios"),
    ChatSkin("imessage", WHITE, rgb("#E9E9EB"), BLACK, rgb("#0A84FF"), WHITE, IOS, radius=18, pad_y=8, tail="ios", avatar=0,
             avatar_self=False, time_style="sms", font=17, leading=1.28, gap=9, wide=0.72, kind="sms", soft=rgb("#8A8A8E"),
             extras=("picture", "link"), receipts="below", phone="ios"),
    ChatSkin("imessage_dark", BLACK, rgb("#26262A"), WHITE, rgb("#0A7CFF"), WHITE, IOS_DARK, radius=18, pad_y=8, tail="ios",
             avatar=0, avatar_self=False, time_style="sms", font=17, leading=1.28, gap=9, wide=0.72, kind="sms",
             soft=rgb("#8D8D93"), dark=True, extras=("picture", "link"), receipts="below", phone="ios"),
    ChatSkin("sms_miui", rgb("#FAFAFA"), rgb("#EDEDED"), rgb("#1A1A1A"), rgb("#DDF0FF"), rgb("#12304A"), ANDROID, radius=16,
             tail="none", avatar=0, avatar_self=False, time_style="sms", font=16, gap=12, wide=0.78, kind="sms",
             soft=rgb("#999999"), extras=(), phone="android"),
    ChatSkin("sms_google", WHITE, rgb("#E8EEF9"), rgb("#1F1F1F"), rgb("#0B57D0"), WHITE, ANDROID, radius=20, tail="corner",
             avatar=32, avatar_self=False, avatar_shape="circle", time_style="sms", font=16, gap=8, wide=0.72, kind="sms",
             soft=rgb("#5F6368"), extras=("picture",), phone="android"),
    ChatSkin("sms_dark", rgb("#0E0E0E"), rgb("#262626"), rgb("#E8E8E8"), rgb("#1D4E89"), rgb("#F2F6FB"), ANDROID_DARK,
             radius=16, tail="none", avatar=0, avatar_self=False, time_style="sms", font=16, gap=12, wide=0.78, kind="sms",
             soft=rgb("#7D7D7D"), dark=True, extras=(), phone="android"),
    ChatSkin("qq_light", rgb("#F1F2F6"), WHITE, rgb("#1A1C1E"), rgb("#0099FF"), WHITE, QQ, radius=12, tail="none", avatar=40,
             avatar_shape="circle", time_style="qq", font=16.5, soft=rgb("#9DA1A8"), wallpapers=("pattern",)),
    ChatSkin("qq_wallpaper", rgb("#EAEDF5"), WHITE, rgb("#1A1C1E"), rgb("#BFE4FF"), rgb("#0D2436"), QQ_BLUE, radius=14,
             tail="corner", avatar=40, avatar_shape="circle", time_style="qq", font=16.5, soft=rgb("#F8F8F8"),
             time_look="pill", wallpapers=("gradient", "photo", "pattern"), alpha=0.86),
    ChatSkin("qq_dark_group", rgb("#0E0F11"), rgb("#222428"), rgb("#E2E4E7"), rgb("#0A6FC2"), rgb("#F4F8FC"), QQ_DARK,
             radius=12, tail="none", avatar=40, avatar_shape="circle", names="other", group=True, time_style="qq",
             soft=rgb("#7A7F87"), dark=True),
    ChatSkin("dingtalk", rgb("#F2F3F5"), WHITE, rgb("#171A1D"), rgb("#C7E0FF"), rgb("#10243D"), QQ, radius=8, tail="none",
             avatar=38, avatar_shape="soft", names="other", time_style="qq", receipts="below", soft=rgb("#8F959E"),
             reaction=True, font=16, extras=("picture", "voice", "notice", "quote", "file", "link")),
    ChatSkin("whatsapp", rgb("#EFEAE2"), WHITE, rgb("#111B21"), rgb("#D9FDD3"), rgb("#111B21"), WHATSAPP, radius=9, pad_x=9,
             pad_y=6, tail="whatsapp", avatar=0, avatar_self=False, stamp=True, font=15.5, gap=7, wide=0.8,
             time_look="pill", time_style="sms", wallpapers=("pattern",), extras=("picture", "quote", "notice")),
    ChatSkin("whatsapp_dark", rgb("#0B141A"), rgb("#202C33"), rgb("#E9EDEF"), rgb("#005C4B"), rgb("#E9EDEF"), WHATSAPP_DARK,
             radius=9, pad_x=9, pad_y=6, tail="whatsapp", avatar=0, avatar_self=False, stamp=True, font=15.5, gap=7,
             wide=0.8, time_look="pill", time_style="sms", dark=True, extras=("picture", "quote", "notice")),
    ChatSkin("outlined", rgb("#FFFFFF"), rgb("#FFFFFF"), rgb("#333333"), rgb("#F0FFF0"), rgb("#224422"), SHOP, radius=6,
             tail="none", avatar=34, avatar_shape="circle", names="both", time_style="shop", font=15, outline=rgb("#DDDDDD"),
             soft=rgb("#999999"), extras=("picture", "product", "notice")),
)
BY_NAME = {skin.name: skin for skin in SKINS}
