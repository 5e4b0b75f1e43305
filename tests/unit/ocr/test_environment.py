import shutil
from pathlib import Path

from desktop_app.foundation import paths
from desktop_app.ocr import environment


def test_this_machine_reads():
    facts, problems = environment.check()
    assert problems == ()
    assert "tesseract" in facts["engine"]
    assert facts["second"].startswith("onnxruntime")
    assert {"chi_sim", "chi_sim_screen", "chi_tra", "eng"} <= set(facts["languages"].split())


def test_every_bundled_reading_file_is_in_the_manifest():
    for kind, pattern in (("tessdata", "*.traineddata"), ("models", "*.onnx")):
        entries = environment.manifest(kind)
        assert set(entries) == {file.name for file in paths.resource(kind).glob(pattern)}
        for entry in entries.values():
            assert entry["source"].startswith("https://")
            assert entry["licence"] == "Apache-2.0"


def test_changed_and_missing_files_are_named(tmp_path: Path):
    for kind in environment.MANIFESTS:
        shutil.copytree(paths.resource(kind), tmp_path / kind)
    assert environment.changed_files(tmp_path) == ()
    model = next((tmp_path / "models").glob("*.onnx"))
    data = bytearray(model.read_bytes())
    data[1000] ^= 1
    model.write_bytes(data)
    (tmp_path / "tessdata" / "eng.traineddata").unlink()
    facts, problems = environment.check(tmp_path)
    assert set(facts["changed"].split()) == {f"models/{model.name}", "tessdata/eng.traineddata"}
    assert problems == ("ocr.file_changed",)
