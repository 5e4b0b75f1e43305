"""Busy things on a page: avatars, photos, stickers, wallpapers."""

from __future__ import annotations

import random

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from tests.corpus.paint import Colour, font, rounded_mask


def noise(size: tuple[int, int], rng: random.Random, grain: int = 7) -> Image.Image:
    """Return a photo-like picture: a few related colours in soft patches, objects, camera grain."""
    gen = np.random.default_rng(rng.randrange(1 << 30))
    w, h = size
    chroma = gen.normal(0, 24, 3) + gen.normal(0, 90 if rng.random() < 0.15 else 15, (5, 3))
    palette = np.clip(gen.uniform(35, 220, (5, 1)) + chroma, 4, 250)
    base = palette[gen.integers(0, 5, (grain, grain))].astype(np.uint8)
    picture = Image.fromarray(base).resize(size, Image.Resampling.BICUBIC)
    pen = ImageDraw.Draw(picture)
    for _ in range(rng.randint(2, 6)):
        x, y = rng.randrange(w), rng.randrange(h)
        r = rng.randint(max(2, w // 10), max(3, w // 3))
        colour = tuple(
            int(v) for v in np.clip(palette[rng.randrange(5)] + rng.uniform(-30, 30), 0, 255)
        )
        shape = rng.randrange(3)
        if shape == 0:
            pen.ellipse((x - r, y - r, x + r, y + r * rng.uniform(0.4, 1.2)), fill=colour)
        elif shape == 1:
            pen.rectangle((x - r, y - r * 0.6, x + r, y + r * rng.uniform(0.3, 1)), fill=colour)
        else:
            pen.polygon([(x, y - r), (x + r, y + r // 2), (x - r, y + r)], fill=colour)
    picture = picture.filter(ImageFilter.GaussianBlur(max(0.6, w / 90)))
    rough = gen.normal(0, rng.uniform(2, 9), (h, w, 1))
    weave = gen.normal(0, rng.uniform(1, 6), (max(3, h // 5), max(3, w // 5)))
    cloth = np.asarray(
        Image.fromarray(weave.astype(np.float32)).resize(size, Image.Resampling.BILINEAR)
    )[..., None]
    pixels = np.asarray(picture, np.float32) + rough + cloth
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def scenery(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Return a sky, sun and hills."""
    w, h = size
    top = np.array([rng.randint(90, 180), rng.randint(150, 210), rng.randint(200, 250)], float)
    low = np.array([rng.randint(230, 255), rng.randint(190, 235), rng.randint(150, 220)], float)
    t = np.linspace(0, 1, h)[:, None, None]
    picture = Image.fromarray(np.broadcast_to(top * (1 - t) + low * t, (h, w, 3)).astype(np.uint8))
    pen = ImageDraw.Draw(picture)
    x, y, r = rng.randint(w // 5, 4 * w // 5), rng.randint(h // 6, h // 2), w // 9
    pen.ellipse((x - r, y - r, x + r, y + r), fill=(255, 240, 190))
    for layer in range(3):
        shade = (90 - layer * 25, 130 - layer * 25, 120 - layer * 30)
        points = [(0, h)]
        for i in range(9):
            points.append((i * w / 8, h * (0.55 + layer * 0.14) + rng.uniform(-0.09, 0.06) * h))
        points.append((w, h))
        pen.polygon(points, fill=shade)
    return picture.filter(ImageFilter.GaussianBlur(max(0.5, w / 220)))


def cartoon(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Return a drawn face of an animal or a person."""
    w, h = size
    paper = tuple(rng.randint(150, 250) for _ in range(3))
    skin = rng.choice([(255, 222, 190), (250, 250, 250), (236, 190, 130), (180, 180, 190)])
    picture = Image.new("RGB", (w * 2, h * 2), paper)
    pen = ImageDraw.Draw(picture)
    cx, cy, r = w, int(h * 1.1), int(w * 0.62)
    for dx in (-1, 1):
        pen.ellipse(
            (
                cx + dx * r * 0.75 - r * 0.4,
                cy - r * 1.2,
                cx + dx * r * 0.75 + r * 0.4,
                cy - r * 0.3,
            ),
            fill=skin,
            outline=(70, 50, 45),
            width=max(1, w // 24),
        )
    pen.ellipse(
        (cx - r, cy - r * 0.9, cx + r, cy + r * 0.9),
        fill=skin,
        outline=(70, 50, 45),
        width=max(1, w // 24),
    )
    for dx in (-1, 1):
        e = r * 0.12
        pen.ellipse(
            (cx + dx * r * 0.4 - e, cy - e, cx + dx * r * 0.4 + e, cy + e), fill=(40, 30, 30)
        )
    pen.arc(
        (cx - r * 0.3, cy, cx + r * 0.3, cy + r * 0.45),
        10,
        170,
        fill=(150, 60, 60),
        width=max(1, w // 18),
    )
    return picture.resize(size, Image.Resampling.BOX)


def lettered(
    size: tuple[int, int], word: str, fill: Colour, ink: Colour = (255, 255, 255)
) -> Image.Image:
    """Return a flat tile with a word (default avatars, shop signs)."""
    picture = Image.new("RGB", size, fill)
    pen = ImageDraw.Draw(picture)
    if len(word) <= 2:
        pen.text(
            (size[0] / 2, size[1] / 2),
            word,
            font=font(max(6, round(size[0] * (0.5 if len(word) == 1 else 0.36))), True),
            fill=ink,
            anchor="mm",
        )
    else:
        face = font(max(6, round(size[0] * 0.3)), True)
        pen.text((size[0] / 2, size[1] * 0.32), word[:2], font=face, fill=ink, anchor="mm")
        pen.text((size[0] / 2, size[1] * 0.68), word[2:4], font=face, fill=ink, anchor="mm")
    return picture


def person(size: tuple[int, int], paper: Colour, ink: Colour) -> Image.Image:
    """Return the grey default silhouette."""
    w, h = size
    picture = Image.new("RGB", (w * 2, h * 2), paper)
    pen = ImageDraw.Draw(picture)
    pen.ellipse((w * 0.62, h * 0.4, w * 1.38, h * 1.2), fill=ink)
    pen.ellipse((w * 0.25, h * 1.3, w * 1.75, h * 2.6), fill=ink)
    return picture.resize(size, Image.Resampling.BOX)


def avatar(side: int, rng: random.Random, looks: str = "any", word: str = "") -> Image.Image:
    """Return a square avatar of one of many looks."""
    size = (side, side)
    if looks == "any":
        looks = rng.choice(["photo", "photo", "scenery", "cartoon", "letter", "default", "shop"])
    if looks == "photo":
        return noise(size, rng, rng.choice([3, 5, 8]))
    if looks == "scenery":
        return scenery(size, rng)
    if looks == "cartoon":
        return cartoon(size, rng)
    if looks == "default":
        return person(size, (215, 218, 222), (250, 250, 250))
    colour = rng.choice(
        [(230, 60, 50), (60, 120, 220), (250, 150, 40), (40, 160, 120), (120, 90, 200)]
    )
    if looks == "shop":
        return lettered(
            size, word or rng.choice(["悦享家居", "优选", "官方旗舰", "海淘", "暖屋"]), colour
        )
    return lettered(size, word or rng.choice("林王李张陈小满店客AKMZ"), colour)


def sticker(side: int, rng: random.Random) -> tuple[Image.Image, Image.Image]:
    """Return a cut-out figure and its mask, sometimes with words that are no message."""
    picture = cartoon((side, side), rng)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse((side * 0.08, side * 0.02, side * 0.92, side * 0.86), fill=255)
    if rng.random() < 0.5:
        pen, cut = ImageDraw.Draw(picture), ImageDraw.Draw(mask)
        word = rng.choice(["好的", "哈哈", "无语", "再见", "生气"])
        place, face = (side / 2, side * 0.9), font(max(8, side // 6), True)
        pen.text(
            place,
            word,
            font=face,
            fill=(30, 30, 30),
            anchor="mm",
            stroke_width=2,
            stroke_fill=(255, 255, 255),
        )
        cut.text(place, word, font=face, fill=255, anchor="mm", stroke_width=2)
    return picture, mask


def poster(size: tuple[int, int], rng: random.Random) -> Image.Image:
    """Return a product picture with a price and a slogan (no message)."""
    picture = noise(size, rng, 4) if rng.random() < 0.6 else scenery(size, rng)
    pen = ImageDraw.Draw(picture)
    w, h = size
    if rng.random() < 0.6:
        pen.rectangle((0, h * 0.8, w, h), fill=(220, 40, 50))
        pen.text(
            (w * 0.06, h * 0.9),
            rng.choice(["满300减50", "官方正品", "限时直降", "包邮到家"]),
            font=font(max(8, h // 11), True),
            fill=(255, 255, 255),
            anchor="lm",
        )
    return picture


def wallpaper(size: tuple[int, int], rng: random.Random, looks: str) -> Image.Image:
    """Return a chat background: ``gradient``, ``photo`` or ``pattern``."""
    w, h = size
    if looks == "gradient":
        a = np.array([rng.randint(150, 240) for _ in range(3)], float)
        b = np.array([rng.randint(150, 240) for _ in range(3)], float)
        t = np.linspace(0, 1, h)[:, None, None]
        return Image.fromarray(np.broadcast_to(a * (1 - t) + b * t, (h, w, 3)).astype(np.uint8))
    if looks == "photo":
        small = scenery((w // 4, min(h, w * 3) // 4), rng)
        small = Image.blend(small, noise(small.size, rng, 6), 0.35)
        tile = small.resize((w, min(h, w * 3)), Image.Resampling.BICUBIC)
        picture = Image.new("RGB", size)
        for y in range(0, h, tile.height):
            picture.paste(tile, (0, y))
        return picture
    paper = np.array([rng.randint(205, 240) for _ in range(3)])
    picture = Image.new("RGB", size, tuple(int(v) for v in paper))
    pen = ImageDraw.Draw(picture)
    ink = tuple(int(v) - 12 for v in paper)
    step = w // 9
    for row, y in enumerate(range(0, h, step)):
        for x in range(-step // 2 * (row % 2), w, step):
            kind, r = rng.randrange(4), step * rng.uniform(0.14, 0.3)
            box = (x + step / 2 - r, y + step / 2 - r, x + step / 2 + r, y + step / 2 + r)
            if kind == 0:
                pen.ellipse(box, outline=ink, width=max(1, w // 400))
            elif kind == 1:
                pen.rectangle(box, outline=ink, width=max(1, w // 400))
            elif kind == 2:
                pen.arc(box, 20, 250, fill=ink, width=max(1, w // 300))
            else:
                pen.line(box, fill=ink, width=max(1, w // 300))
    return picture


def clipped(picture: Image.Image, shape: str) -> Image.Image:
    """Return the mask that clips an avatar: ``square``, ``rounded`` or ``circle``."""
    side = picture.width
    radius = {
        "square": 0,
        "rounded": round(side * 0.12),
        "soft": round(side * 0.25),
        "circle": side // 2,
    }[shape]
    return rounded_mask(picture.size, (radius,) * 4)
