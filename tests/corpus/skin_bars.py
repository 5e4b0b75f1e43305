"""Colours of title and input bars, shared by skins."""

from __future__ import annotations

from tests.corpus.bars import Bars
from tests.corpus.paint import rgb

WHITE, BLACK = rgb("#FFFFFF"), rgb("#000000")
WECHAT = Bars(rgb("#EDEDED"), rgb("#191919"), rgb("#F7F7F7"), rgb("#3A3A3A"), WHITE)
WECHAT_DARK = Bars(rgb("#111111"), rgb("#D0D0D0"), rgb("#1E1E1E"), rgb("#B8B8B8"), rgb("#2C2C2C"))
SHOP = Bars(
    WHITE, rgb("#333333"), WHITE, rgb("#555555"), rgb("#F2F2F2"), title_left=True, look="shop"
)
SHOP_DARK = Bars(
    rgb("#1B1B1D"),
    rgb("#E0E0E0"),
    rgb("#1B1B1D"),
    rgb("#B0B0B0"),
    rgb("#2E2E31"),
    title_left=True,
    look="shop",
)
IOS = Bars(rgb("#F6F6F6"), rgb("#0A0A0A"), WHITE, rgb("#B0B0B5"), WHITE, look="ios", height=52)
IOS_DARK = Bars(
    rgb("#161617"), rgb("#F5F5F5"), BLACK, rgb("#5A5A5F"), rgb("#0B0B0C"), look="ios", height=52
)
ANDROID = Bars(
    rgb("#FAFAFA"),
    rgb("#1C1C1C"),
    rgb("#FAFAFA"),
    rgb("#8A8A8A"),
    rgb("#EFEFEF"),
    title_left=True,
    look="android",
    height=56,
)
ANDROID_DARK = Bars(
    rgb("#0E0E0E"),
    rgb("#E6E6E6"),
    rgb("#0E0E0E"),
    rgb("#8A8A8A"),
    rgb("#242424"),
    title_left=True,
    look="android",
    height=56,
)
QQ = Bars(rgb("#F5F6FA"), rgb("#1A1C1E"), rgb("#F5F6FA"), rgb("#44474C"), WHITE, look="qq")
QQ_BLUE = Bars(rgb("#12B7F5"), WHITE, rgb("#F5F6FA"), rgb("#44474C"), WHITE, look="qq")
QQ_DARK = Bars(
    rgb("#16171A"), rgb("#E8E9EB"), rgb("#16171A"), rgb("#9EA3AA"), rgb("#26282C"), look="qq"
)
WHATSAPP = Bars(
    rgb("#008069"),
    WHITE,
    rgb("#F0F2F5"),
    rgb("#54656F"),
    WHITE,
    title_left=True,
    look="android",
    height=56,
)
WHATSAPP_DARK = Bars(
    rgb("#1F2C34"),
    rgb("#E9EDEF"),
    rgb("#0B141A"),
    rgb("#8696A0"),
    rgb("#1F2C34"),
    title_left=True,
    look="android",
    height=56,
)
