"""Draw the sample case of resources/sample: one invented story in thirteen pieces.

``python packaging/draw_sample.py`` writes the same bytes every time (same Pillow). People,
shop, numbers, addresses and words are invented. The truth with the scenarios that a reader
should see goes to tests/corpus/sample_truth.json, so that the sample folder holds evidence
only and can be dropped as it is.
"""

from __future__ import annotations

import csv
import io
import json
import random
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from tests.corpus import call_lists, pages, pictures, spoil  # noqa: E402
from tests.corpus.desktop import draw_window  # noqa: E402
from tests.corpus.screens import Phone, draw_chat  # noqa: E402
from tests.corpus.script import Turn  # noqa: E402
from tests.corpus.skins import BY_NAME  # noqa: E402
from tests.corpus.truth import Truth, TruthCall  # noqa: E402

SAMPLE = ROOT / "resources" / "sample"
SHOP = "悦享家居海外旗舰店"
AWEI = "悦享售后-阿伟"
SECOND_ACCOUNT = "悦享售后2号"
PHONE = Phone(1080, 2.55, 2.278, "android")
HUSBAND = Phone(1170, 3.0, 2.165, "ios")
SELLER = "悦享家居:小雅"
NIGHT_NUMBER = "17000002231"
SECOND_NUMBER = "16500008846"
ABUSE, THREAT, NUISANCE, MAILING = "abuse", "threat", "nuisance", "mailing"


def _script(lines: list[tuple[str, ...]], marks: dict[str, list[str]], seller: str) -> list[Turn]:
    """Turn ``(who, words, scenario…)`` into drawing turns; note the scenarios by words."""
    result = []
    for who, text, *scenarios in lines:
        if who == "time":
            result.append(Turn("system", "time", text))
        elif who == "notice":
            result.append(Turn("system", "notice", text))
        elif who.startswith("self:") or who.startswith("other:"):
            side, what = who.split(":")
            words, _, price = text.partition("|")
            result.append(Turn(side if side == "self" else seller, what, words, price))
        elif text.startswith(">"):
            quote, words = text[1:].split("|")
            result.append(Turn(who, "text", words, quote))
        else:
            result.append(Turn("self" if who == "self" else seller, "text", text))
            if scenarios:
                marks[text] = list(scenarios)
    return result


TRADE: list[tuple[str, ...]] = [
    ("time", "2022-06-09 14:08"),
    ("self", "在吗？1.8米的床用多大的四件套"),
    ("other", "亲，在的，1.8米的床建议拍220*240cm的哦"),
    ("self", "雾霾蓝还有货吗？能不能再便宜一点"),
    ("other", "有现货的，活动价329元已经是杀价到底啦，再送您一对枕套"),
    ("other:product", "60支长绒棉四件套 雾霾蓝 1.8m床|¥329.00"),
    ("self", "好的，那我拍了，麻烦尽快发货"),
    ("time", "2022-06-09 14:20"),
    ("other", "收到，今天17:00前从保税仓发出，预计6月12日送达，祝您生活愉快～"),
    ("self", "好的，谢谢"),
]
COMPLAINT: list[tuple[str, ...]] = [
    ("time", "2022-06-12 19:02"),
    ("self", "收到了，颜色不对，被角还开线，有一块黄色的污渍"),
    ("self:picture", "photo"),
    ("other", "亲，不同显示器会有色差，属于正常现象"),
    ("self", "破洞也是色差吗？我要退货退款"),
    ("other", "拆了包装就不能退了，您自己弄破的吧"),
    ("time", "2022-06-15 20:26"),
    ("other", "看到您给了差评，麻烦删一下，给您返50元"),
    ("self", "不删。垃圾质量，你们就是骗子，气死我了"),
    ("self", "我写的都是事实，请不要再联系我"),
]
AFTER: list[tuple[str, ...]] = [
    *COMPLAINT[-3:],
    ("time", "2022-06-15 20:41"),
    ("other", "一条差评我们损失几千块，你别后悔"),
    ("other", "再不删，后果自负", THREAT),
    ("self", "这是威胁吗？我要找平台投诉"),
    ("other", "你投诉啊，谁怕谁"),
    ("other", "我有你的电话和地址，咱们慢慢玩", THREAT),
]
LIGHT: list[tuple[str, ...]] = [
    ("notice", f"你已添加了{AWEI}，现在可以开始聊天了。"),
    ("time", "6月16日 晚上10:41"),
    ("other", "我是悦享家居售后，差评什么时候删？"),
    ("self", "我已经说过不会删，有事走平台，不要再加我微信"),
    ("other", "给脸不要脸，你就是个职业骗子", ABUSE),
    ("other", "傻逼，买不起就别买", ABUSE),
    ("self", "你说话放尊重一点，再骂我就报警"),
    ("other", "滚", ABUSE),
    ("other", "你全家都不得好死", ABUSE),
    ("self", f">{AWEI}：你全家都不得好死|这句话我已经截图保存了"),
    ("other:sticker", ""),
]
DARK: list[tuple[str, ...]] = [
    ("time", "凌晨0:52"),
    ("other", "怎么把我电话拉黑了？接电话！", NUISANCE),
    ("other", "我知道你住文三路478号，你等着", THREAT),
    ("other", "差评不删，明天就有人去你家门口堵你", THREAT),
    ("self", "你从哪里知道我家地址的？"),
    ("other", "信不信我弄死你", THREAT),
    ("other:voice", ""),
    ("self", "请不要再联系我，也不要打给我的家人，再骚扰我就报警！"),
    ("time", "凌晨1:07"),
    ("other", "报警有用吗？你孩子在哪个幼儿园我一清二楚", THREAT),
]
LONG: list[tuple[str, ...]] = [
    ("time", "6月17日 上午9:15"),
    ("other", "早啊，想好了没有"),
    ("self", "我再说一遍，我不会删除评价，请停止联系我"),
    ("other", "那就别怪我天天找你", NUISANCE),
    ("other:call", "对方已取消"),
    ("other:call", "对方已取消"),
    ("other", "接电话！接电话！", NUISANCE),
    ("time", "6月17日 下午3:21"),
    ("other", "我们这边有二十个号码，轮流打，打到你删为止", NUISANCE),
    ("self", "你们这是违法的，聊天记录我都保留了"),
    ("other", "截图有什么用，平台看的是后台数据"),
    (
        "other",
        "你自己想想，一条差评我们要损失几千块，你拿着那点退款心里舒服吗？做人留一线，日后好相见，你不给我们活路，我们也不会让你好过。",
        THREAT,
    ),
    (
        "self",
        "质量有问题为什么不给退？七天无理由退货是法律规定的。我6月12日收到货当天就联系了你们，照片也发了，是你们先说色差，又说是我弄破的，我才写的评价。",
    ),
    ("other", "法律？你跟我讲法律，笑死人了"),
    ("other", "猪一样的脑子，难怪买假货", ABUSE),
    ("notice", "对方撤回了一条消息"),
    ("time", "6月17日 晚上11:58"),
    ("other", "睡了吗？我睡不着，你也别想睡", NUISANCE),
    ("other:voice", ""),
    ("other:call", "通话时长 00:06"),
    ("self", "现在是半夜，孩子都被你吵醒了"),
    ("other", "吵醒了才好，每天凌晨三点准时打给你", NUISANCE),
    ("self", "请不要再打来"),
    ("time", "6月18日 凌晨3:02"),
    ("other", "又是我，呵呵"),
    ("other", "换个号码照样能打给你", NUISANCE),
    ("other", "臭婊子，装什么清高", ABUSE),
    ("time", "6月18日 上午10:30"),
    ("self", "我已经向平台提交投诉，编号1806220027，等处理结果吧。"),
    ("other", "投诉我？你个贱人", ABUSE),
    ("other", "s b 玩意儿，n m s l", ABUSE),
    ("self", "请你文明用语"),
    ("other:transfer", "¥50.00"),
    ("other", "50块拿去买药吃，神经病", ABUSE),
    ("self", "我不要你的钱，退回去了"),
    ("time", "6月19日 下午6:44"),
    ("other", "你单位的电话我查到了，明天打给你们领导", THREAT),
    ("other", "把你的手机号发到群里，让大家都来“照顾”你", THREAT),
    ("self", "你泄露我的个人信息，我会一并报警处理"),
    ("other:picture", "scenery"),
    ("other", "小区门口拍的，眼熟吧？", THREAT),
    ("self", "你到底想干什么？"),
    ("other", "删评，别的都好说"),
    ("time", "6月20日 中午12:36"),
    ("other", "给你寄了点好东西，今天应该到了，记得查收", MAILING),
    ("self", "什么东西？我没有买过"),
    ("other", "冥币，十斤，够你用了", MAILING),
    ("other", "下次寄的是寿衣，尺码刚好", MAILING),
    ("self", "包裹我不会拆，已经交给派出所了"),
    ("other", "花圈也下单了，到付，不用谢😊", MAILING),
    ("notice", "消息已发出，但被对方拒收了。"),
]
WANGWANG = [
    ("other", "2022-06-18 22:47:12", "在吗，再给你最后一次机会", ()),
    ("self", "2022-06-18 22:49:35", "请不要再联系我，我已经明确拒绝过你们了", ()),
    ("other", "2022-06-18 22:49:58", "穷鬼，为了三百块钱脸都不要了", (ABUSE,)),
    ("other", "2022-06-18 22:50:20", "你这种垃圾活着就是浪费空气", (ABUSE,)),
    ("self", "2022-06-18 22:52:03", "你骂人的话平台都有记录", ()),
    (
        "other",
        "2022-06-18 22:52:41",
        "有记录又怎样，店铺大不了不开了，三天之内不删评价，我找人砸了你家玻璃，让你全家不得安宁",
        (THREAT,),
    ),
    ("other", "2022-06-18 22:53:07", "走夜路小心点", (THREAT,)),
    ("self", "2022-06-18 22:55:46", "我会把这些全部交给平台和警察。", ()),
    ("other", "2022-06-18 22:56:30", "等着收花圈吧", (MAILING,)),
    ("other", "2022-06-19 00:13:09", "睡了没？我们继续聊", (NUISANCE,)),
]
MIUI: list[tuple[str, ...]] = [
    ("time", "6月19日 周日 23:40"),
    ("other", "林小姐，把差评删了，大家都省心"),
    ("other", "不回是吧，从现在开始每小时给你发一条", NUISANCE),
    ("time", "6月20日 周一 01:05"),
    ("other", "还没睡吧？删评", NUISANCE),
    ("time", "6月20日 周一 02:11"),
    ("other", "美女，加个微信聊聊呗，给你介绍几个朋友", NUISANCE),
    ("self", "深夜发短信属于骚扰，请立即停止，不要再发了"),
    ("time", "6月20日 周一 03:20"),
    ("other", "就发，你能拿我怎么样？一天发一百条", NUISANCE),
]
HUSBAND_SMS: list[tuple[str, ...]] = [
    ("time", "6月20日 周一 18:22"),
    ("other", "你是林小满的老公吧？管管你老婆，叫她把差评删了"),
    ("self", "你是谁？怎么有我的号码"),
    ("other", "你们一家三口的信息我都有，身份证号要不要念给你听", THREAT),
    ("other", "你开的白色车停在几号车位我也知道，小心轮胎", THREAT),
    ("self", "请不要再联系我和我的家人，否则立即报警"),
    ("other", "你老婆就是个泼妇，你也是个窝囊废", ABUSE),
]
QQ: list[tuple[str, ...]] = [
    ("time", "昨天 21:03"),
    ("other", "包裹收到没有，骨灰盒喜欢什么颜色的", MAILING),
    ("other", "遗像都给你打印好了，跟着下一个快递一起到", MAILING),
    ("self", "你寄这些东西是什么意思？"),
    ("other", "祝你早日上路呗", ABUSE),
    ("time", "21:40"),
    ("self", "不要再给我寄任何东西，不要再加我任何账号"),
    ("other", "寄到你公司前台也行，纸钱一箱，同事们都看看", MAILING),
]
MAIL = {
    "subject": "差评的事，最后警告",
    "who": "悦享家居售后部",
    "address": "service0618@example.com",
    "when": "2022年6月19日 20:31",
    "body": "林女士：\n关于订单 2618840273915504 的差评，我们已经给足了面子。\n"
    "限你6月21日之前删除，逾期我们会把你的姓名、电话、住址印成传单贴到你们小区，"
    "让邻居都认识认识你。\n不要以为报警就能解决，我们有的是人和时间，你跑得了和尚跑不了庙。\n悦享家居售后部",
}
SLIP = {
    "carrier": "圆通速递",
    "number": "YT2839471560281",
    "code": "310-45-02 118",
    "date": "2022-06-18 16:22:08",
    "to": "林小满",
    "to_tel": "13800006621",
    "to_place": "浙江省 杭州市 西湖区 文三路478号3幢502室",
    "from": "好心人",
    "from_tel": NIGHT_NUMBER,
    "from_place": "福建省 莆田市 荔城区 荔港大道12号",
    "goods": "冥币 纸钱",
    "remark": "付款方式：寄付",
}


def _calls() -> list[TruthCall]:
    night = f"{NIGHT_NUMBER[:3]} {NIGHT_NUMBER[3:7]} {NIGHT_NUMBER[7:]}"
    second = f"{SECOND_NUMBER[:3]} {SECOND_NUMBER[3:7]} {SECOND_NUMBER[7:]}"
    none = (0, 0, 0, 0)
    return [
        TruthCall("0571-87000412", "out", False, "08:41", 128, none),
        TruthCall(night, "in", True, "03:17", None, none, 9),
        TruthCall(second, "in", True, "02:44", None, none, 4),
        TruthCall(night, "in", False, "01:32", 6, none),
        TruthCall(night, "in", True, "昨天 23:58", None, none, 12),
        TruthCall("138 0000 5520", "in", False, "昨天 20:05", 243, none),
        TruthCall(second, "in", True, "昨天 04:10", None, none, 3),
        TruthCall(second, "in", False, "昨天 03:06", 11, none),
        TruthCall(night, "in", True, "6月19日 02:25", None, none, 7),
        TruthCall("400-000-0110", "out", False, "6月18日 09:12", 301, none),
        TruthCall(night, "in", True, "6月18日 03:01", None, none),
    ]


def _table(rng: random.Random) -> bytes:
    """Return the carrier's list of June as GBK csv, newest first."""
    rows: list[tuple[datetime, int, str, str, str]] = []
    for day in range(1, 22):
        for _ in range(rng.randint(1, 3)):
            start = datetime(
                2022, 6, day, rng.randint(8, 21), rng.randint(0, 59), rng.randint(0, 59)
            )
            number, way = rng.choice(
                [
                    ("13800005520", "主叫"),
                    ("13800005520", "被叫"),
                    ("057187000412", "主叫"),
                    ("10010", "被叫"),
                    ("13700000938", "被叫"),
                ]
            )
            rows.append((start, rng.randint(12, 400), way, number, "杭州"))
    for day in range(16, 22):
        for _ in range(rng.randint(4, 8)):
            start = datetime(
                2022,
                6,
                day,
                rng.choice([0, 0, 1, 1, 2, 3, 3, 4]),
                rng.randint(0, 59),
                rng.randint(0, 59),
            )
            rows.append(
                (
                    start,
                    rng.randint(3, 25),
                    "被叫",
                    rng.choice([NIGHT_NUMBER, NIGHT_NUMBER, "0086" + SECOND_NUMBER]),
                    "杭州",
                )
            )
        start = datetime(2022, 6, day, 23, rng.randint(30, 59), rng.randint(0, 59))
        rows.append((start, rng.randint(3, 70), "被叫", NIGHT_NUMBER, "杭州"))
    end = datetime(2022, 6, 21, 9, 0)
    rows = sorted((r for r in rows if r[0] + timedelta(seconds=r[1]) < end), reverse=True)
    text = io.StringIO(newline="")
    out = csv.writer(text, lineterminator="\r\n")
    out.writerow(
        [
            "序号",
            "业务类型",
            "通话起始时间",
            "通话时长",
            "呼叫类型",
            "对方号码",
            "通话地点",
            "通话类型",
            "通话费",
            "小计",
        ]
    )
    for index, (start, seconds, way, number, place) in enumerate(rows, 1):
        fee = "0.15" if way == "主叫" else "0.00"
        out.writerow(
            [
                index,
                "语音电话",
                f"{start:%Y-%m-%d %H:%M:%S}",
                call_lists.spoken(seconds),
                way,
                number,
                place,
                "国内通话",
                fee,
                fee,
            ]
        )
    return text.getvalue().encode("gbk")


def _save(
    name: str, image: Image.Image, truth: Truth, truths: dict[str, Any], exif: str = ""
) -> None:
    path = SAMPLE / name
    if path.suffix.lower() == ".png":
        image.quantize(255, dither=Image.Dither.NONE).convert("RGB").save(
            path, optimize=True
        ) if image.height > 5000 else image.save(path, optimize=True)
    elif exif:
        tags = Image.Exif()
        tags[0x010F], tags[0x0110] = "Xiaomi", "M2012K11AC"
        tags[0x0132] = exif
        tags.get_ifd(0x8769)[0x9003] = exif
        image.save(path, quality=86, exif=tags)
    else:
        image.save(path, quality=88)
    truths[name] = replace(truth, reference=truth.reference or "2022-06-21T09:03:12").as_json()


def main() -> None:
    """Draw every piece and write the truth."""
    SAMPLE.mkdir(parents=True, exist_ok=True)
    truths: dict[str, Any] = {}
    marks: dict[str, list[str]] = {}
    side = PHONE.scale * 40
    me = pictures.scenery((round(side), round(side)), random.Random(7))
    awei = pictures.avatar(round(side), random.Random(12), "cartoon")
    small = round(PHONE.scale * 36)
    shop = {
        "self": me.resize((small, small)),
        SELLER: pictures.lettered((small, small), "悦享家居", (214, 72, 48)),
        "own name": "小满_0618",
    }
    friends = {"self": me, AWEI: awei}

    def chat(
        name: str,
        skin: str,
        lines: list[tuple[str, ...]],
        title: str,
        clock: str,
        faces: dict[str, Any] | None = None,
        phone: Phone = PHONE,
        long: int = 0,
    ) -> None:
        image, truth = draw_chat(
            BY_NAME[skin],
            random.Random(name),
            phone,
            _script(lines, marks, SELLER if title == SHOP else AWEI),
            long,
            title,
            zoom=1.0,
            clock=clock,
            faces=faces,
        )
        _save(name, image, truth, truths)

    chat(
        "Screenshot_20220609_143105_com.taobao.taobao.jpg",
        "taobao_light",
        TRADE,
        SHOP,
        "14:31",
        shop,
    )
    chat(
        "Screenshot_20220615_203318_com.taobao.taobao.jpg",
        "taobao_light",
        COMPLAINT,
        SHOP,
        "20:33",
        shop,
    )
    chat(
        "Screenshot_20220615_205740_com.taobao.taobao.jpg",
        "taobao_light",
        AFTER,
        SHOP,
        "20:57",
        shop,
    )
    chat(
        "Screenshot_20220616_225148_com.tencent.mm.jpg",
        "wechat_light",
        LIGHT,
        AWEI,
        "22:51",
        friends,
    )
    chat(
        "Screenshot_20220619_011033_com.tencent.mm.jpg",
        "wechat_dark",
        DARK,
        SECOND_ACCOUNT,
        "01:10",
        {
            "self": me,
            AWEI: pictures.person((round(side), round(side)), (70, 72, 76), (120, 122, 126)),
        },
    )
    chat("微信图片_20220621081544.png", "wechat_light", LONG, AWEI, "08:15", friends, long=-1)
    for _, _, text, scenarios in WANGWANG:
        if scenarios:
            marks[text] = list(scenarios)
    image, truth = draw_window(
        "pc_wangwang",
        random.Random(SHOP),
        [row[:3] for row in WANGWANG],
        ("小满_0618", f"{SHOP}:阿伟"),
        (1280, 860),
        f"{SHOP}:阿伟",
    )
    _save("旺旺聊天_20220619.png", image, truth, truths)
    chat(
        "Screenshot_20220620_032244_com.android.mms.jpg", "sms_miui", MIUI, "165 0000 8846", "03:22"
    )
    chat("IMG_0231.PNG", "ios_sms", HUSBAND_SMS, "+86 170 0000 2231", "18:40", None, HUSBAND)
    chat(
        "Screenshot_20220621_084530_com.tencent.mobileqq.jpg",
        "qq_light",
        QQ,
        "清明时节",
        "08:45",
        friends,
    )
    image, truth = pages.draw_mail(random.Random(AWEI), PHONE, MAIL, "20:35")
    marks[truth.messages[-1].text] = [THREAT]
    _save("Screenshot_20220619_203511_com.netease.mail.jpg", image, truth, truths)
    image, truth = call_lists.draw_calls(
        "calls_miui", random.Random(NIGHT_NUMBER), PHONE, _calls(), "09:03"
    )
    _save("Screenshot_20220621_090312_com.android.contacts.jpg", image, truth, truths)
    image, truth = pages.draw_slip(random.Random(SECOND_NUMBER), (1500, 1860), SLIP)
    image, truth = spoil.photograph(image, truth, random.Random(SELLER), 0.75)
    _save("IMG_20220620_173005.jpg", image, truth, truths, "2022:06:20 17:30:05")
    (SAMPLE / "语音详单_202206.csv").write_bytes(_table(random.Random(SHOP)))
    for piece in truths.values():
        for message in piece["messages"]:
            message["scenarios"] = (
                marks.get(message["text"], []) if message["speaker"] == "other" else []
            )
    target = ROOT / "tests" / "corpus" / "sample_truth.json"
    target.write_text(
        json.dumps({"files": truths}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
