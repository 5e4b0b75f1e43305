"""Settings of the picture libraries for one worker process."""

from __future__ import annotations

import cv2


def single_threaded() -> None:
    """Keep OpenCV to one thread: workers run beside each other instead."""
    cv2.setNumThreads(1)
