"""Screenshots of tens of thousands of rows: what they take of memory, and where they end."""

import io
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from desktop_app.foundation.errors import InputRefused
from desktop_app.imaging.decode import MAX_SIDE, decode
from tests.helpers.hostile import png_claiming

ROOT = Path(__file__).resolve().parents[3]

# Prints the most that decoding added to this process's memory, in bytes.
DECODING = """
import sys
from pathlib import Path
from desktop_app.imaging.decode import decode

def figure(name):
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024

data = Path(sys.argv[1]).read_bytes()
before = figure("VmRSS")
shape = decode(data, "image/png").rgb.shape
print(shape[0] * shape[1], figure("VmHWM") - before)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks /proc")
@pytest.mark.parametrize("mode", ["RGB", "RGBA"])
def test_a_tall_screenshot_is_held_twice_at_most(tmp_path, mode):
    file = tmp_path / "长图.png"
    Image.new(mode, (500, 40_000), (237,) * len(mode)).save(file, compress_level=1)
    done = subprocess.run(
        [sys.executable, "-c", DECODING, file],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    pixels, taken = map(int, done.stdout.split())
    # Four bytes a pixel as decoded, three as the result, and bands.
    assert taken < 8 * pixels


def test_bands_of_rows_leave_no_seam():
    rows = np.arange(1000, dtype=np.uint32)[:, None] * 7 + np.arange(30)[None, :]
    pixels = np.stack([rows % 251, rows % 241, rows % 239], axis=2).astype(np.uint8)
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "PNG")
    assert np.array_equal(decode(buffer.getvalue(), "image/png").rgb, pixels)


def test_a_picture_higher_than_any_is_refused_before_it_is_decoded():
    with pytest.raises(InputRefused) as refusal:
        decode(png_claiming(1080, MAX_SIDE + 1), "image/png")
    assert refusal.value.code == "picture.too_large"
