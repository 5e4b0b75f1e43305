"""The characters of our language file: those of the stock file and the everyday ones it lacks.

Tesseract's recoder writes a Han character as several outputs. In ``chi_sim`` these are the
character's Wubi 86 keys: 25 outputs for the first key, 25 others for the second, and so on, with
two more that tell characters of the same keys apart. So a new character needs no new output:
it takes the outputs of its own keys, which stand for shapes that the network knows.
"""

from __future__ import annotations

import struct
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

Code = tuple[int, ...]

# Outputs that only tell characters apart: after three keys, and after four.
_AFTER_THREE, _AFTER_FOUR = 196, 222
# Signs that the stock file lacks, and the sign whose output they share; the second output is
# one that no sign has, so the pair can't be two signs.
SIGNS = dict(
    zip(
        "！？：；（）—·¥×÷°℃→←↑↓①②③④⑤⑥⑦⑧⑨⑩●○★√€é■▲‘",
        "!?:;()-.Yx/oC><^v1234567890*O#VEeHA'",
        strict=True,
    )
)
# Characters beyond GB2312 that names, chats and recipes hold.
BEYOND = (
    "囧喆堃祎玥垚犇赟珺翀彧昇珮瑄頔旻璟琤浥湉焜燊啰嘚嘢咗欸嗐囍奀嬅镕珅瑀瓅翾"
    "芃莯蒨贇飏龢咁冇嘅攞搵屌瞭甦镚饸饹跶奓焗熥瞜粿羓翛肏跩蹚蹽閪靸鲃鲊鲌鳀齁"
)


@dataclass(frozen=True)
class Charset:
    """Characters in the order of the unicharset, and the outputs of each."""

    characters: list[str]
    codes: list[Code]

    def code_of(self) -> dict[str, Code]:
        """Return each single character's outputs."""
        pairs = zip(self.characters, self.codes, strict=True)
        return {char: code for char, code in pairs if len(char) == 1}


def stock(unicharset: Path, recoder: Path) -> Charset:
    """Read a language file's own characters."""
    rows = unicharset.read_text(encoding="utf-8").split("\n")
    characters = [row.split(" ")[0] for row in rows[1 : int(rows[0]) + 1]]
    characters[0] = " "
    data, at = recoder.read_bytes(), 4
    codes: list[Code] = []
    for _ in range(struct.unpack_from("<I", data)[0]):
        (length,) = struct.unpack_from("<i", data, at + 1)
        codes.append(struct.unpack_from(f"<{length}i", data, at + 5))
        at += 5 + 4 * length
    return Charset(characters, codes)


def wubi_keys(table: Path) -> dict[str, list[str]]:
    """Return each character's keys, short ones first, from Rime's ``wubi86.dict.yaml``."""
    keys: dict[str, list[str]] = defaultdict(list)
    for row in table.read_text(encoding="utf-8").split("\n"):
        parts = row.split("\t")
        if len(parts) > 1 and len(parts[0]) == 1 and parts[1].isalpha() and "z" not in parts[1]:
            keys[parts[0]].append(parts[1])
    return {char: sorted(found, key=len) for char, found in keys.items()}


def _outputs_of_keys(known: Charset, keys: dict[str, list[str]]) -> dict[tuple[int, str], int]:
    """Return the output of each key at each place, as most known characters have it."""
    votes: dict[tuple[int, str], Counter[int]] = defaultdict(Counter)
    for char, code in known.code_of().items():
        if char in keys and len(code) <= 4:
            for place, (key, output) in enumerate(zip(keys[char][-1], code, strict=False)):
                votes[place, key][output] += 1
    return {place: counted.most_common(1)[0][0] for place, counted in votes.items()}


def gb2312() -> list[str]:
    """Return the 6,763 Han characters of GB2312 in its order."""
    pairs = [bytes((high, low)) for high in range(0xB0, 0xF8) for low in range(0xA1, 0xFF)]
    return [pair.decode("gb2312") for pair in pairs if not (pair[0] == 0xD7 and pair[1] > 0xF9)]


def big5() -> list[str]:
    """Return the 5,401 everyday Han characters of Big5 in its order."""
    trails = [*range(0x40, 0x7F), *range(0xA1, 0xFF)]
    pairs = [bytes((high, low)) for high in range(0xA4, 0xC7) for low in trails]
    return [pair.decode("big5") for pair in pairs if pair <= b"\xc6\x7e"]


def extended(known: Charset, keys: dict[str, list[str]]) -> Charset:
    """Return the charset with GB2312, everyday traditional characters and signs of a screen."""
    outputs = _outputs_of_keys(known, keys)
    characters, codes = list(known.characters), list(known.codes)
    single = known.code_of()
    taken = set(codes)

    def add(char: str, choices: list[Code]) -> None:
        free = [code for code in choices if code not in taken]
        if char not in single and free:
            single[char] = free[0]
            taken.add(free[0])
            characters.append(char)
            codes.append(free[0])

    def add_han(char: str) -> None:
        own = [
            tuple(outputs[place, key] for place, key in enumerate(word))
            for word in keys.get(char, [])
        ]
        if own:
            full = own[-1]
            last = [*own[1 if len(own[0]) < 2 else 0 :]]
            mark = _AFTER_THREE if len(full) == 3 else _AFTER_FOUR
            last += [(*full, mark), (*full[:3], _AFTER_THREE), (*full[:2], _AFTER_FOUR)]
            add(char, [code for code in last if len(code) > 1])

    for char in dict.fromkeys([*gb2312(), *BEYOND]):
        add_han(char)
    for sign, base in SIGNS.items():
        add(sign, [(single[base][0], _AFTER_FOUR)])
    for char in big5():
        add_han(char)
    return Charset(characters, codes)


def unicharset_of(known: Path, whole: Charset) -> str:
    """Return the unicharset component: the stock rows and one for each new character."""
    rows = known.read_text(encoding="utf-8").rstrip("\n").split("\n")
    rows[0] = str(len(whole.characters))
    for index in range(len(rows) - 1, len(whole.characters)):
        char = whole.characters[index]
        han = char not in SIGNS
        kind, script, direction = (
            (1, "Han", 0) if han else (3 if char.isalpha() else 10, "Common", 10)
        )
        rows.append(
            f"{char} {kind} 0,255,0,255,0,0,0,0,0,0 {script} {index} {direction} {index} {char}"
            f"\t# {char} [{ord(char):x} ]"
        )
    return "\n".join(rows) + "\n"


def recoder_of(whole: Charset) -> bytes:
    """Return the recoder component."""
    parts = [struct.pack("<I", len(whole.codes))]
    parts += [b"\x01" + struct.pack(f"<i{len(code)}i", len(code), *code) for code in whole.codes]
    return b"".join(parts)
