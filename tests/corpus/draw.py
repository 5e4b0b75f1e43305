"""Draw the corpus: ``python -m tests.corpus.draw OUTDIR [--limit N] [--skins a,b] [--seed S]``."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.corpus.chat import PHONES, draw_chat
from tests.corpus.skins import BY_NAME, SKINS
from tests.corpus.truth import DrawnImage, Truth


def _chat(name: str, rng: random.Random):
    skin = BY_NAME[name]
    phones = [p for p in PHONES if skin.phone in ("any", p.status)]
    return draw_chat(skin, rng, rng.choice(phones))


def names() -> tuple[str, ...]:
    """Return the names of all skins in drawing order."""
    return tuple(skin.name for skin in SKINS)


def draw_one(name: str, seed: int) -> DrawnImage:
    """Draw one picture; the same name and seed give the same pixels."""
    rng = random.Random(f"{name}/{seed}")
    image, truth = _chat(name, rng)
    return DrawnImage(f"{name}_{seed:03d}.png", image, truth)


def cases(
    skins: Sequence[str] = (), limit: int | None = None, seed: int = 0
) -> Iterator[DrawnImage]:
    """Yield drawn pictures, one of each skin in turn, over and over until ``limit``."""
    chosen = list(skins) or list(names())
    count = 0
    round_no = 0
    while limit is None or count < limit:
        for name in chosen:
            if limit is not None and count >= limit:
                return
            yield draw_one(name, seed * 1000 + round_no)
            count += 1
        round_no += 1
        if limit is None and round_no >= 2:
            return


def save(drawn: DrawnImage, folder: Path) -> tuple[str, Truth]:
    """Write one picture; return its name and truth."""
    if drawn.quality is None:
        drawn.image.save(folder / drawn.name, optimize=False, compress_level=3)
    else:
        drawn.image.save(folder / drawn.name, quality=drawn.quality)
    return drawn.name, drawn.truth


def main() -> None:
    """Draw into a folder and write ``truth.json``."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--skins", default="", help="names, comma between; " + " ".join(names()))
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    chosen = [name for name in options.skins.split(",") if name]
    truths = {}
    for drawn in cases(chosen, options.limit, options.seed):
        name, truth = save(drawn, options.folder)
        truths[name] = truth.as_json()
        print(name, drawn.image.size, len(truth.messages), "messages", len(truth.calls), "calls")
    text = json.dumps({"files": truths}, ensure_ascii=False, indent=1)
    (options.folder / "truth.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
