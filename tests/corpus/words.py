"""Invented sentences: trade talk, complaints, abuse, threats, messages of couriers and banks."""

from __future__ import annotations

import random
from functools import lru_cache
from pathlib import Path

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何林高罗郑梁谢宋唐许邓冯韩曹曾彭萧"
    "蔡潘田董袁于余叶蒋杜苏魏程吕丁任沈姚卢傅钟姜崔谭廖范汪陆金石戴贾韦夏邱方侯"
    "邹熊孟秦白江阎薛尹段雷黎史龙陶贺顾毛郝龚邵万钱严覃武戚莫孔向汤"
)
GIVEN = "小明子涵雨欣浩然梓萱宇轩思琪嘉怡俊杰晓东秀英桂兰建国志强海燕玉梅文静丽娜雪松春生"
NICKS = [
    "清风",
    "A暖屋软装~阿伟",
    "Mr.Zhou",
    "小满",
    "一只橘猫",
    "悦享售后8号",
    "🌻向日葵",
    "海淘优选:小雅",
    "福建老陈",
    "Lucy露西",
    "不加糖",
    "tb7820_331",
    "远方有诗",
    "AAA批发小王",
    "夏天的风",
    "木子",
]
SHOPS = [
    "悦享家居海外旗舰店",
    "暖屋软装专营店",
    "海淘优选母婴店",
    "北欧小铺",
    "Aurora海外旗舰店",
    "木槿护肤官方店",
    "云上茶业",
    "极光数码专营店",
    "阿布的厨房",
    "森系女装工作室",
]
PRODUCTS = [
    "60支长绒棉四件套 雾霾蓝 1.8m床",
    "北欧ins风陶瓷马克杯 400ml",
    "20寸静音万向轮行李箱 墨绿",
    "荷兰进口婴儿配方奶粉3段 800g",
    "智能恒温电热水壶 1.7L",
    "真丝衬衫女 2022夏新款 M码",
    "无线蓝牙耳机 降噪 黑色",
    "实木儿童书桌 可升降 1.2米",
]
# Broad everyday characters, so that reading is not measured on a few hundred only.
COMMON = (
    "的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运笔甚温刚油板铁钱厂低店街虽究换推举印早注静医病雨船鱼鸟春夏秋冬茶饭菜米糖盐酱醋锅碗盘杯瓶箱柜桌椅床被枕帘灯纸墨砚琴棋诗画歌舞笑哭怒喜悲欢惊吓骗偷抢赔偿诉讼判决律师警察法院证据截屏录音录像号码短信微信支付转账退款差评好评卖家买家店铺客服快递包裹签收拒收赠品优惠券尺码颜色材质棉麻丝绸羊绒皮革塑料玻璃陶瓷螺丝扳手钳锤钉胶漆刷桶绳袋捆扎搬抬推拽拧拔插焊缝补熨烫晾晒潮霉锈裂碎断烂臭腥酸苦辣甜咸淡浓稀稠软硬粗细厚薄宽窄深浅冷暖凉热"
    "鼻嘴牙舌喉咙肩膀胸腹腰背腿膝脚趾指甲皮肤血骨肉肝肺胃肠脑髓爷奶爸妈哥姐弟妹叔伯姑姨舅婶嫂侄孙婿媳岳邻居朋友同事老板员工经理秘书司机厨师保安护士医生教授工程师农民渔夫猎豹狮虎狼狗猫兔鼠牛羊猪鸡鸭鹅蛇龟虾蟹蜂蝶蚊蝇蚁虫松柏杨柳桃李杏梅兰竹菊荷莲藕葱姜蒜椒茄瓜豆芹菠萝卜苹梨橙柠檬葡萄草莓西瓜香蕉椰枣栗核桃花生芝麻稻谷麦粟"
)
TRADITIONAL = [
    "殺了你全家",
    "這是什麼態度",
    "請不要再聯繫我",
    "貨到付款可以嗎",
    "訂單號碼發給我看一下",
    "退貨運費誰出？",
    "謝謝您的耐心等待",
]


@lru_cache(maxsize=1)
def sentences() -> dict[str, list[str]]:
    """Return sentences by heading of ``words.txt``."""
    groups: dict[str, list[str]] = {}
    name = ""
    for line in Path(__file__).with_name("words.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name = line[2:].strip()
            groups[name] = []
        elif line.strip():
            groups[name].append(line)
    return groups


def number(rng: random.Random, digits: int) -> str:
    """Return digits, the first not zero."""
    return str(rng.randint(10 ** (digits - 1), 10**digits - 1))


def mobile(rng: random.Random) -> str:
    """Return an invented mobile number."""
    return rng.choice(["1380", "1390", "1701", "1650", "1911", "1568"]) + number(rng, 7)


def invented(rng: random.Random) -> str:
    """Return a sentence with random characters, numbers, dates or names."""
    pick = rng.random()
    if pick < 0.5:
        parts = []
        for _ in range(rng.randint(1, 4)):
            parts.append("".join(rng.choice(COMMON) for _ in range(rng.randint(2, 12))))
        return rng.choice(["，", "、", " ", "，"]).join(parts) + rng.choice(
            ["", "", "。", "？", "！", "……", "~"]
        )
    name = rng.choice(SURNAMES) + rng.choice(GIVEN) + rng.choice(GIVEN)
    forms = [
        f"收件人：{name}，电话{mobile(rng)}",
        f"订单编号：{number(rng, 16)}",
        f"{rng.randint(1, 12)}月{rng.randint(1, 28)}日{rng.randint(0, 23)}:"
        f"{rng.randint(0, 59):02d}打来的，号码{mobile(rng)}",
        f"¥{rng.randint(9, 2999)}.{rng.randint(0, 99):02d}，共{rng.randint(1, 9)}件",
        f"{name}说要赔{rng.randint(2, 99)}00块",
        f"SF{number(rng, 13)} 到哪了",
        f"我是{name}，你们店{rng.choice(['态度', '质量', '发货', '包装'])}真的不行",
        f"{rng.choice(PRODUCTS)}，{rng.randint(2, 9)}折",
        f"{rng.randint(1, 9)}天打了{rng.randint(11, 99)}次电话，"
        f"最晚一次{rng.randint(0, 5)}点{rng.randint(10, 59)}分",
        f"wx: {rng.choice(['abc', 'yxjj', 'shop', 'lin'])}_{number(rng, 4)}",
    ]
    return rng.choice(forms)


def line(rng: random.Random, speaker: str, mood: str) -> str:
    """Return what one side says; mood ``trade``, ``quarrel`` or ``any``."""
    groups = sentences()
    chance = rng.random()
    if chance < 0.22:
        return invented(rng)
    if chance < 0.25:
        return rng.choice(TRADITIONAL)
    if chance < 0.30:
        return rng.choice(groups["long"])
    if mood == "trade":
        names = ["trade"]
    elif speaker == "self":
        names = ["complaint", "complaint", "refusal", "trade"]
    else:
        names = ["abuse", "threat", "nuisance", "mailing", "trade"]
    text = rng.choice(groups[rng.choice(names)])
    if rng.random() < 0.08:
        text += rng.choice(["😊", "😂😂", "🙏", "😡😡😡", "👍", "🌹", "[微笑]"])
    if rng.random() < 0.05:
        text = text.rstrip("。！？") + rng.choice(
            ["！！！", "？？？", "。。。", "!!!", "～～", "……"]
        )
    return text


WEEK = "一二三四五六日"


def time_words(rng: random.Random, style: str) -> str:
    """Return a time line as apps write it."""
    h, m = rng.randint(0, 23), rng.randint(0, 59)
    month, day, year = rng.randint(1, 12), rng.randint(1, 28), rng.choice([2021, 2022, 2022, 2023])
    half = (
        "凌晨"
        if h < 6
        else "早上"
        if h < 9
        else "上午"
        if h < 12
        else "中午"
        if h < 13
        else "下午"
        if h < 18
        else "晚上"
    )
    twelve = h % 12 or 12
    clock, soft = f"{h:02d}:{m:02d}", f"{half}{twelve}:{m:02d}"
    week = rng.choice(WEEK)
    forms = {
        "wechat": [
            clock,
            f"昨天 {clock}",
            f"星期{week} {clock}",
            f"{month}月{day}日 {soft}",
            f"{year}年{month}月{day}日 {soft}",
            f"昨天 {soft}",
            f"周{week} {soft}",
            f"{month}月{day}日 {clock}",
            f"{half}{twelve}:{m:02d}",
        ],
        "shop": [
            f"{year}-{month:02d}-{day:02d} {clock}",
            f"{month:02d}-{day:02d} {clock}",
            f"昨天 {clock}",
            f"{year}/{month}/{day} {h}:{m:02d}",
            f"{month}月{day}日 {clock}",
            f"{year}-{month:02d}-{day:02d} {clock}:{rng.randint(0, 59):02d}",
        ],
        "qq": [
            clock,
            f"昨天 {clock}",
            f"星期{week} {clock}",
            f"{month}-{day} {clock}",
            f"昨天{soft}",
            f"{month:02d}-{day:02d} {soft}",
        ],
        "sms": [
            f"{month}月{day}日 周{week} {soft}",
            f"今天 {clock}",
            f"星期{week} {clock}",
            f"{month}月{day}日 {clock}",
            f"昨天 {soft}",
            f"{year}年{month}月{day}日 星期{week} {clock}",
            f"短信\n{month}月{day}日 周{week} {clock}",
        ],
        "clock": [clock],
    }
    return rng.choice(forms[style])
