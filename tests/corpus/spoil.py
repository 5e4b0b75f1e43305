"""What happens to screenshots on their way: JPEG, halving, recompression, photographs."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import cv2
import numpy as np
from PIL import Image, ImageDraw

from tests.corpus.truth import Box, Truth


def jpeg(image: Image.Image, quality: int) -> Image.Image:
    """Return the picture after one JPEG round."""
    store = io.BytesIO()
    image.save(store, "JPEG", quality=quality)
    store.seek(0)
    return Image.open(store).convert("RGB")


def scaled(truth: Truth, factor: float) -> Truth:
    """Return the truth with every box scaled."""

    def box(b: Box) -> Box:
        return tuple(round(v * factor) for v in b)  # type: ignore[return-value]

    return replace(
        truth,
        messages=[replace(m, box=box(m.box)) for m in truth.messages],
        calls=[replace(c, box=box(c.box)) for c in truth.calls],
    )


def shrink(image: Image.Image, truth: Truth, factor: float) -> tuple[Image.Image, Truth]:
    """Return picture and truth scaled down."""
    size = (round(image.width * factor), round(image.height * factor))
    return image.resize(size, Image.Resampling.LANCZOS), scaled(truth, factor)


def photograph(
    image: Image.Image, truth: Truth, rng: random.Random, strength: float = 1.0, desk: bool = True
) -> tuple[Image.Image, Truth]:
    """Return the picture as a phone camera sees it: perspective, uneven light, moiré, blur, noise.

    ``strength`` 0-1 scales all of it; boxes become the hulls of the moved corners.
    """
    w, h = image.size
    limit = 2400
    if max(w, h) > limit:
        image, truth = shrink(image, truth, limit / max(w, h))
        w, h = image.size
    margin = round(0.06 * w) if desk else 0
    gen = np.random.default_rng(rng.randrange(1 << 30))

    def jitter() -> tuple[float, float]:
        return rng.uniform(0, 0.035) * w * strength, rng.uniform(0, 0.025) * h * strength

    moved = []
    for (x, y), (sx, sy) in zip(
        ((0, 0), (w, 0), (w, h), (0, h)), ((1, 1), (-1, 1), (-1, -1), (1, -1)), strict=True
    ):
        dx, dy = jitter()
        moved.append((margin + x + sx * dx, margin + y + sy * dy))
    source = np.array([(0, 0), (w, 0), (w, h), (0, h)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, np.array(moved, np.float32))
    size = (w + 2 * margin, h + 2 * margin)
    pixels = np.asarray(image, np.float32)
    shade = rng.randint(40, 190)
    warm = rng.randint(0, 40)
    table = np.array([shade + warm, shade + warm // 2, shade], np.float32)
    canvas = np.empty((size[1], size[0], 3), np.float32)
    canvas[:] = table
    canvas += cv2.resize(gen.normal(0, 12, (size[1] // 6, size[0] // 6)).astype(np.float32), size)[
        ..., None
    ]
    warped = cv2.warpPerspective(
        pixels, matrix, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT
    )
    cover = cv2.warpPerspective(np.ones((h, w), np.float32), matrix, size, flags=cv2.INTER_LINEAR)[
        ..., None
    ]
    canvas = canvas * (1 - cover) + warped * cover
    ys, xs = np.mgrid[0 : size[1], 0 : size[0]].astype(np.float32)
    angle = rng.uniform(0, 6.28)
    slope = (np.cos(angle) * xs / size[0] + np.sin(angle) * ys / size[1]) * 0.3 * strength
    spot = np.exp(
        -(
            ((xs - rng.uniform(0, size[0])) / size[0]) ** 2
            + ((ys - rng.uniform(0, size[1])) / size[1]) ** 2
        )
        * 5
    )
    light = 0.82 + slope - slope.mean() + 0.18 * strength * spot
    wave = 1 + 0.025 * strength * np.sin(xs * rng.uniform(0.6, 1.1) + ys * rng.uniform(0.1, 0.4))
    tint = np.array([rng.uniform(0.95, 1.05), 1.0, rng.uniform(0.92, 1.05)], np.float32)
    canvas = canvas * (light * wave)[..., None] * tint
    canvas = cv2.GaussianBlur(canvas, (0, 0), 0.45 + 0.5 * strength * w / 1080)
    canvas += gen.normal(0, 3.5 * strength, canvas.shape)
    result = Image.fromarray(np.clip(canvas, 0, 255).astype(np.uint8))

    def box(b: Box) -> Box:
        x, y, bw, bh = b
        corners = np.array([[(x, y), (x + bw, y), (x + bw, y + bh), (x, y + bh)]], np.float32)
        hull = cv2.perspectiveTransform(corners, matrix)[0]
        left, top = hull.min(0)
        right, low = hull.max(0)
        return round(left), round(top), round(right - left), round(low - top)

    return result, replace(
        truth,
        messages=[replace(m, box=box(m.box)) for m in truth.messages],
        calls=[replace(c, box=box(c.box)) for c in truth.calls],
    )


def mark(image: Image.Image, truth: Truth, rng: random.Random) -> tuple[Image.Image, Truth]:
    """Return the picture as a person marked it: red rings or lines, mosaic over the title."""
    image = image.copy()
    pen = ImageDraw.Draw(image)
    width = max(3, image.width // 220)
    ink = rng.choice([(255, 40, 40), (250, 81, 81), (255, 200, 0)])
    shown = [m for m in truth.messages if m.speaker != "system" and m.scored]
    for message in rng.sample(shown, min(len(shown), rng.randint(1, 2))):
        x, y, w, h = message.box
        pad = width * 5
        if rng.random() < 0.5:
            pen.rectangle((x - pad, y - pad, x + w + pad, y + h + pad), outline=ink, width=width)
        elif rng.random() < 0.5:
            box = (x - pad * 2, y - pad * 1.5, x + w + pad * 2, y + h + pad * 1.5)
            pen.ellipse(box, outline=ink, width=width)
        else:
            low = y + h + width * 2
            pen.line((x, low, x + w, low + rng.randint(-3, 3)), fill=ink, width=width)
    if rng.random() < 0.6:
        box = (
            image.width // 4,
            image.width // 12,
            image.width * 3 // 4,
            image.width // 12 + image.width // 14,
        )
        part = image.crop(box)
        small = part.resize(
            (max(1, part.width // 24), max(1, part.height // 24)), Image.Resampling.BOX
        )
        image.paste(small.resize(part.size, Image.Resampling.NEAREST), box[:2])
    return image, replace(truth, spoiled=(*truth.spoiled, "marked"))


def crop(image: Image.Image, truth: Truth, rng: random.Random) -> tuple[Image.Image, Truth]:
    """Return the picture cut to some messages: no bars, edges between messages."""
    shown = [m for m in truth.messages if m.scored]
    if len(shown) < 4:
        return image, truth
    first = rng.randrange(0, len(shown) // 2)
    last = rng.randrange(len(shown) // 2 + 1, len(shown))
    top = max(0, shown[first].box[1] - image.width // 60)
    low = min(image.height, shown[last].box[1] + shown[last].box[3] + image.width // 60)
    kept = []
    for message in truth.messages:
        x, y, w, h = message.box
        if y + h <= top or y >= low:
            continue
        up, down = max(y, top), min(y + h, low)
        inside = message.scored and y >= top and y + h <= low
        kept.append(replace(message, box=(x, up - top, w, down - up), scored=inside))
    times = {m.time for m in kept if m.role == "time"}
    kept = [m if m.time in times else replace(m, time=None) for m in kept]
    picture = image.crop((0, top, image.width, low))
    return picture, replace(truth, messages=kept, title="", spoiled=(*truth.spoiled, "cropped"))
