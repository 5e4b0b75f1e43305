"""How this program runs ONNX models: on one thread, from a file of its own resources."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.foundation.errors import EnvironmentMissing

if TYPE_CHECKING:
    from onnxruntime import InferenceSession


def session_of(model: Path) -> InferenceSession:
    """Return a session for a model; several threads may run it at a time.

    Raises:
        EnvironmentMissing: onnxruntime can't be loaded (``ocr.engine_missing``), or the model
            is missing or broken (``ocr.model_missing``).
    """
    try:
        import onnxruntime
    except (ImportError, OSError) as error:
        raise EnvironmentMissing("ocr.engine_missing", engine="onnxruntime") from error
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every line and picture has a width of its own; an arena keeps room for them all.
    options.enable_cpu_mem_arena = False
    options.log_severity_level = 3
    try:
        return onnxruntime.InferenceSession(
            model.read_bytes(), options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:  # onnxruntime's own exceptions have no common public base
        raise EnvironmentMissing("ocr.model_missing", model=model.name) from error
