"""Train the network on drawn lines, from the stock weights on.

``train.py WORK MINUTES [CHECKPOINT]``: WORK as ``prepare.py`` leaves it; checkpoints, the mean
of the last weights each, go to ``WORK/checkpoints``.
"""

# pyright: reportMissingImports=false
from __future__ import annotations

import math
import random
import sys
import time
from pathlib import Path

import cv2
import numpy as np
import torch
from charset import Code, stock
from drawing import Face, faces, strip_of
from lines import Lines
from network import NULL, Network, batch
from torch.nn import functional
from weights import Lstm, Matrix

from desktop_app.ocr.engine import Grey, Strip
from desktop_app.ocr.framing import ON_SCREEN, Framing, pictured

LINES_A_STEP = 16
PEAK_RATE = 8e-4
STEPS_TO_PEAK = 150
# Share of the peak that the rate falls to.
LAST_SHARE = 0.02
RARE_LINES = 0.1
# So often each drawn line is used, at another size.
USES = 2
WIDEST = 1100
SECONDS_BETWEEN_CHECKPOINTS = 200
# The mean of the weights remembers about so many steps.
REMEMBERED = 500


def _framed(strip: Strip, chance: random.Random) -> Grey | None:
    """Return the line's picture as the program makes it, give or take a tenth in size."""
    size = chance.uniform(0.9, 1.1) if chance.random() < 0.6 else 1.0
    framing = Framing(
        round(size * ON_SCREEN.ink_height), ON_SCREEN.beside, ON_SCREEN.rows, ON_SCREEN.page_mode
    )
    picture = pictured(strip, framing)
    if picture is None or picture.grey.shape[1] > WIDEST:
        return None
    moved = chance.randint(-2, 2) if chance.random() < 0.3 else 0
    return np.roll(picture.grey, moved, 0)


class _Mean:
    """A running mean of the weights: it reads better than any of the weights themselves."""

    def __init__(self, network: Network) -> None:
        self._weights = [weight for weight in network.parameters() if weight.requires_grad]
        self._mean = [weight.detach().clone() for weight in self._weights]
        self._steps = 0

    def add(self) -> None:
        self._steps += 1
        keep = min(1 - 1 / REMEMBERED, self._steps / (self._steps + 19))
        with torch.no_grad():
            for mean, weight in zip(self._mean, self._weights, strict=True):
                mean.mul_(keep).add_(weight, alpha=1 - keep)

    def matrices(self, network: Network) -> list[Matrix]:
        """Return the mean as matrices; the network's own weights are as before afterwards."""
        own = [weight.detach().clone() for weight in self._weights]
        with torch.no_grad():
            for weight, mean in zip(self._weights, self._mean, strict=True):
                weight.copy_(mean)
            result = network.dump()
            for weight, mine in zip(self._weights, own, strict=True):
                weight.copy_(mine)
        return result


def _loss(network: Network, lines: list[tuple[str, Grey]], codes: dict[str, Code]) -> torch.Tensor:
    pictures, widths = batch([picture for _, picture in lines])
    logits, steps = network(pictures, widths)
    wanted = [[output for char in text for output in codes[char]] for text, _ in lines]
    lengths = torch.tensor([len(outputs) for outputs in wanted])
    whole = torch.tensor([output for outputs in wanted for output in outputs])
    loss = functional.ctc_loss(
        logits.log_softmax(2), whole, steps, lengths, NULL, "none", zero_infinity=True
    )
    return (loss / lengths).mean()


def main(work: Path, minutes: float, checkpoint: Path | None) -> None:
    """Train for so many minutes by the clock."""
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    chance = random.Random(checkpoint.stem if checkpoint else "stock")
    torch.manual_seed(1)
    charset = stock(work / "new.lstm-unicharset", work / "new.lstm-recoder")
    codes = charset.code_of()
    known = len(stock(work / "old.lstm-unicharset", work / "old.lstm-recoder").characters)
    source = Lines(charset.characters, charset.characters[known:], held=False)
    among: dict[Face, float] = faces(
        Path(__file__).with_name("fonts.toml"), work / "fonts", "train"
    )
    network = Network()
    if checkpoint is None:
        network.load(Lstm(work / "old.lstm").matrices())
    else:
        network.load([np.asarray(one, float) for one in np.load(checkpoint, allow_pickle=True)])
    learning = [weight for weight in network.parameters() if weight.requires_grad]
    optimiser = torch.optim.Adam(learning, lr=0.0, betas=(0.9, 0.99))
    mean = _Mean(network)
    (work / "checkpoints").mkdir(exist_ok=True)
    began = saved = time.monotonic()
    end, step = began + 60 * minutes, 0
    while time.monotonic() < end:
        drawn: list[tuple[str, Strip]] = []
        while len(drawn) < 6 * LINES_A_STEP:
            text = source.line(chance, RARE_LINES)
            strip = strip_of(text, chance, among)
            if strip is not None:
                drawn.append((text, strip))
        losses: list[float] = []
        for _ in range(USES):
            pairs = [(text, _framed(strip, chance)) for text, strip in drawn]
            lines = [(text, picture) for text, picture in pairs if picture is not None]
            lines.sort(key=lambda line: line[1].shape[1])
            starts = list(range(0, len(lines), LINES_A_STEP))
            chance.shuffle(starts)
            for start in starts:
                done = min(1.0, (time.monotonic() - began) / (end - began))
                fall = LAST_SHARE + (1 - LAST_SHARE) * 0.5 * (1 + math.cos(math.pi * done))
                rate = PEAK_RATE * min(1.0, (step + 1) / STEPS_TO_PEAK) * fall
                for group in optimiser.param_groups:
                    group["lr"] = rate
                loss = _loss(network, lines[start : start + LINES_A_STEP], codes)
                optimiser.zero_grad(set_to_none=True)
                loss.backward()
                torch.nn.utils.clip_grad_norm_(learning, 1.0)
                optimiser.step()
                mean.add()
                losses.append(loss.item())
                step += 1
        print(f"{time.monotonic() - began:6.0f} s  step {step}  loss {np.mean(losses):.4f}")
        if time.monotonic() - saved > SECONDS_BETWEEN_CHECKPOINTS or time.monotonic() >= end:
            saved = time.monotonic()
            matrices = np.empty(len(mean.matrices(network)), dtype=object)
            matrices[:] = mean.matrices(network)
            np.save(work / "checkpoints" / f"{step:06d}.npy", matrices, allow_pickle=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), float(sys.argv[2]), Path(sys.argv[3]) if len(sys.argv) > 3 else None)
