"""What the bench commands measure: labels, sums, peers, tables."""

import io
import json
from pathlib import Path

import pytest

from desktop_app.cli.bench import drawn, export, importing, peers, reading, tagging
from desktop_app.cli.bench.table import Table, show
from desktop_app.domain.tags import Scenario
from desktop_app.domain.transcript import Speaker
from desktop_app.foundation.errors import EnvironmentMissing, UsageError


@pytest.fixture(scope="module")
def labelled():
    file = drawn.corpus("score").__file__
    return tagging.load(Path(file).with_name(tagging.LINES))


def test_the_labelled_set_covers_scenarios_evasions_and_hard_negatives(labelled):
    assert len(labelled) >= 200
    for scenario in Scenario:
        assert sum(scenario in line.tags for line in labelled) >= 20
    kinds = {line.kind for line in labelled}
    assert {"evasion", "hard", "trade", "own", "quoted", "both"} <= kinds
    assert not any(line.tags for line in labelled if line.speaker is not Speaker.OTHER)
    assert sum(not line.tags for line in labelled if line.speaker is Speaker.OTHER) >= 70


def test_measure_counts_right_wrong_and_missed_tags():
    lines = [
        tagging.Line(Speaker.OTHER, "滚", frozenset({Scenario.ABUSE}), ""),
        tagging.Line(Speaker.OTHER, "杀价", frozenset(), ""),
        tagging.Line(Speaker.OTHER, "沉默", frozenset({Scenario.MAILING}), ""),
        tagging.Line(Speaker.SELF, "垃圾", frozenset(), ""),
    ]
    outcome = tagging.measure(lines, tagging.word_list)
    assert outcome.precision((Scenario.ABUSE,)) == 0.5
    assert outcome.recall(tuple(Scenario)) == 0.5
    assert outcome.precision((Scenario.MAILING,)) is None
    assert outcome.wrong[Scenario.THREAT] == 1
    assert outcome.own == 1
    assert [line.text for line, _ in outcome.faults] == ["杀价", "沉默", "垃圾"]


def test_a_broken_label_file_is_a_usage_error(tmp_path):
    file = tmp_path / "lines.jsonl"
    file.write_text('{"speaker": "other"}\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"usage\.no_truth"):
        tagging.load(file)


def test_a_folder_without_truth_is_a_usage_error(tmp_path):
    with pytest.raises(UsageError, match=r"usage\.no_truth"):
        drawn.load(tmp_path)


def test_outside_a_checkout_there_is_no_corpus():
    with pytest.raises(EnvironmentMissing, match=r"environment\.no_corpus"):
        drawn.corpus("no_such_module")


def test_rapidocr_is_offered_only_where_its_interpreter_is(tmp_path):
    assert not peers.available(peers.RAPIDOCR, str(tmp_path / "python"))


def test_tables_are_printed_with_notes_and_the_machine():
    out = io.StringIO()
    heads = ("bench.import.what", "bench.import.value")
    show([Table("bench.import.title", heads, (("x", "1.25"),), ("附注",))], out)
    text = out.getvalue()
    assert "1.25" in text
    assert "附注" in text
    assert "cores" in text


@pytest.mark.slow
def test_reading_measures_our_readers_on_a_folder_with_truth(tmp_path):
    truth = drawn.draw(tmp_path, 1, ("sms_miui",), seed=11)
    faults = tmp_path / "faults.jsonl"
    tables = reading.run(tmp_path, None, (), ("tesseract",), faults=faults)
    row = tables[0].rows[0]
    assert row[0] == "tesseract"
    assert 0 <= float(row[1]) < 0.5
    assert float(row[6]) > 0
    name = next(iter(truth["files"]))
    for line in faults.read_text(encoding="utf-8").splitlines():
        assert json.loads(line)["file"] == name


@pytest.mark.slow
def test_import_and_export_are_measured_on_a_folder(tmp_path):
    drawn.draw(tmp_path, 1, ("sms_miui",), seed=11)
    (tmp_path / drawn.TRUTH).unlink()
    summary, course, resumed = importing.run(tmp_path, 1, processes=1, kill=1)
    taken = [value for _, value in summary.rows]
    assert taken[:2] == ["1", "1"]
    assert 0 < float(taken[2]) <= float(taken[3])
    assert [row[0] for row in course.rows] == ["1"]
    assert resumed.rows[0][1] == "1"
    assert [value for _, value in resumed.rows][2:] == ["0", "0", "1"]
    exported = [value for _, value in export.run(tmp_path).rows]
    assert exported[0] == "1"
    assert float(exported[1]) > 0
    assert int(exported[2]) >= 3
