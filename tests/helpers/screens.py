"""Small invented chat screens, drawn on the spot."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

from desktop_app.foundation import paths

WIDTH = 1080
_FONT = 46


def chat_png(target: Path, messages: list[tuple[str, str]], time_line: str = "") -> Path:
    """Draw bubbles (one line each) left for ``other`` and right for ``self``; return the path."""
    font = ImageFont.truetype(str(paths.resource("fonts", "NotoSansSC-Regular.ttf")), _FONT)
    height = 420 + 170 * len(messages)
    picture = Image.new("RGB", (WIDTH, max(height, 1200)), "#EDEDED")
    draw = ImageDraw.Draw(picture)
    draw.text((WIDTH / 2, 130), "悦享家居", font=font, fill="#111111", anchor="mm")
    y = 240
    if time_line:
        small = font.font_variant(size=34)
        draw.text((WIDTH / 2, y), time_line, font=small, fill="#9A9A9A", anchor="mm")
        y += 70
    for speaker, text in messages:
        width = round(draw.textlength(text, font=font)) + 56
        mine = speaker == "self"
        left = WIDTH - 170 - width if mine else 170
        avatar = WIDTH - 146 if mine else 30
        draw.rounded_rectangle((avatar, y, avatar + 116, y + 116), 12, fill="#5B7FB5")
        draw.ellipse((avatar + 30, y + 20, avatar + 86, y + 76), fill="#D9B38C")
        draw.rounded_rectangle(
            (left, y, left + width, y + 112), 14, fill="#95EC69" if mine else "#FFFFFF"
        )
        draw.text((left + 28, y + 56), text, font=font, fill="#111111", anchor="lm")
        y += 170
    picture.save(target)
    return target
