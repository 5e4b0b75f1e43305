"""Draw the corpus: ``python -m tests.corpus.draw OUTDIR [--limit N] [--skins a,b] [--seed S]``.

Writes the pictures and ``truth.json``. Skin names come in families; ``--skins`` takes names
or prefixes (``wechat``, ``calls``, ``pc``). The same skin and seed give the same pixels.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

from PIL import Image

from tests.corpus import call_lists, lists, pages, spoil
from tests.corpus.desktop import WINDOWS, draw_window
from tests.corpus.screens import PHONES, draw_chat
from tests.corpus.skins import BY_NAME, SKINS
from tests.corpus.truth import DrawnImage, Truth

OTHERS = ("sms_flat", "sms_flat_dark", "shade", "mail", "slip")
LISTS = (*lists.TABLES, "calls_arrows", "calls_arrows_dark", "lock", "inbox")
SPOILED = ("photo_wechat", "photo_taobao", "photo_pc", "half_taobao", "long_wechat", "long_taobao")


def names() -> tuple[str, ...]:
    """Return the names of all skins in drawing order."""
    return (
        *(skin.name for skin in SKINS),
        *WINDOWS,
        *call_lists.CALL_SKINS,
        *OTHERS,
        *LISTS,
        *SPOILED,
    )


def _plain(name: str, rng: random.Random) -> tuple[Image.Image, Truth]:
    if name in WINDOWS:
        return draw_window(name, rng)
    if name in BY_NAME:
        skin = BY_NAME[name]
        return draw_chat(
            skin, rng, rng.choice([p for p in PHONES if skin.phone in ("any", p.status)])
        )
    if name in lists.TABLES:
        return lists.draw_table(name, rng)
    if name == "lock":
        return lists.draw_lock(rng, rng.choice([p for p in PHONES if p.status == "ios"]))
    if name == "inbox":
        return lists.draw_inbox(rng, rng.choice(PHONES))
    android = [p for p in PHONES if p.status == "android"]
    if name.startswith("calls_arrows"):
        return lists.draw_arrow_calls(rng, rng.choice(android), name.endswith("dark"))
    if name in call_lists.CALL_SKINS:
        ios = [p for p in PHONES if p.status == "ios"]
        return call_lists.draw_calls(name, rng, rng.choice(ios if "ios" in name else android))
    if name.startswith("sms_flat"):
        return pages.draw_flat_sms(rng, rng.choice(android), name.endswith("dark"))
    if name == "shade":
        return pages.draw_shade(rng, rng.choice(android))
    if name == "mail":
        return pages.draw_mail(rng, rng.choice(PHONES))
    return pages.draw_slip(rng)


def _spoiled(name: str, rng: random.Random, seed: int) -> tuple[Image.Image, Truth]:
    if name.startswith("long"):
        skin = BY_NAME["wechat_light" if name == "long_wechat" else "taobao_light"]
        phone = PHONES[2] if name == "long_wechat" else PHONES[0]
        image, truth = draw_chat(
            skin, rng, phone, long=20000 if seed % 2 == 0 else rng.randint(6000, 14000), zoom=1.0
        )
        return image, replace(truth, spoiled=("long",))
    if name == "half_taobao":
        image, truth = draw_chat(BY_NAME["taobao_light"], rng, PHONES[2])
        image, truth = spoil.shrink(image, truth, 0.5)
        return image, replace(truth, spoiled=("half",))
    if name == "photo_pc":
        image, truth = draw_window("pc_wechat", rng, size=(1366, 768))
        image, truth = (
            image.resize((2049, 1152), Image.Resampling.LANCZOS),
            spoil.scaled(truth, 1.5),
        )
    else:
        image, truth = draw_chat(
            BY_NAME["wechat_light" if name == "photo_wechat" else "taobao_orange"], rng, PHONES[2]
        )
    image, truth = spoil.photograph(image, truth, rng, rng.uniform(0.5, 1.0))
    return image, replace(truth, spoiled=("photo",))


def draw_one(name: str, seed: int) -> DrawnImage:
    """Draw one picture of a skin; spoiled by chance as pictures are on their way."""
    rng = random.Random(f"{name}/{seed}")
    if name in SPOILED:
        image, truth = _spoiled(name, rng, seed)
    else:
        image, truth = _plain(name, rng)
    if name == "slip":
        image, truth = spoil.photograph(image, truth, rng, rng.uniform(0.5, 1.0))
        truth = replace(truth, spoiled=("photo",))
    phone_chat = name in BY_NAME
    if phone_chat and rng.random() < 0.1:
        image, truth = spoil.mark(image, truth, rng)
    elif phone_chat and rng.random() < 0.1:
        image, truth = spoil.crop(image, truth, rng)
    quality = None
    chance = rng.random()
    if truth.spoiled == ("photo",) or 0.45 <= chance < 0.8:
        quality = rng.choice([60, 70, 75, 80, 85, 90])
    elif chance >= 0.9 and not truth.spoiled and image.width >= 1080 and not name.startswith("pc"):
        factor = rng.choice([0.5, 0.667, 0.75])
        image, truth = spoil.shrink(image, truth, factor)
        image = spoil.jpeg(image, 82)
        quality = rng.choice([65, 75])
        truth = replace(truth, spoiled=("shrunk", "jpeg", "jpeg"))
    if quality is not None and "jpeg" not in truth.spoiled:
        truth = replace(truth, spoiled=(*truth.spoiled, "jpeg"))
    truth = replace(truth, reference=truth.reference or "2022-06-21T09:30:00")
    suffix = "png" if quality is None else "jpg"
    return DrawnImage(f"{name}_{seed:03d}.{suffix}", image, truth, quality)


def cases(
    skins: Sequence[str] = (), limit: int | None = None, seed: int = 0, rounds: int = 2
) -> Iterator[DrawnImage]:
    """Yield drawn pictures, one of each skin in turn, ``rounds`` times or until ``limit``."""
    chosen = [n for n in names() if not skins or any(n.startswith(s) for s in skins)]
    count = 0
    turn = 0
    while chosen and (turn < rounds if limit is None else count < limit):
        for name in chosen:
            if limit is not None and count >= limit:
                return
            yield draw_one(name, seed * 1000 + turn)
            count += 1
        turn += 1


def save(drawn: DrawnImage, folder: Path) -> Path:
    """Write one picture, dated as its truth says, and return its path.

    The file's own time is what relative times on the picture (昨天) are reckoned from.
    """
    path = folder / drawn.name
    if drawn.quality is None:
        drawn.image.save(path, compress_level=3)
    else:
        drawn.image.save(path, quality=drawn.quality)
    taken = datetime.fromisoformat(drawn.truth.reference).replace(
        tzinfo=timezone(timedelta(hours=8))
    )
    os.utime(path, (taken.timestamp(), taken.timestamp()))
    return path


def write(
    folder: Path, skins: Sequence[str] = (), limit: int | None = None, seed: int = 0
) -> list[Path]:
    """Draw into a folder, write ``truth.json`` there and return the paths."""
    folder.mkdir(parents=True, exist_ok=True)
    truths, paths = {}, []
    for drawn in cases(skins, limit, seed):
        paths.append(save(drawn, folder))
        truths[drawn.name] = drawn.truth.as_json()
    text = json.dumps({"files": truths}, ensure_ascii=False, indent=1)
    (folder / "truth.json").write_text(text, encoding="utf-8")
    return paths


def main() -> None:
    """Draw what the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument(
        "--skins", default="", help="names or prefixes, comma between: " + " ".join(names())
    )
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    chosen = [name for name in options.skins.split(",") if name]
    for path in write(options.folder, chosen, options.limit, options.seed):
        print(path)


if __name__ == "__main__":
    main()
