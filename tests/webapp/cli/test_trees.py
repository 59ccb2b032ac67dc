"""`trees check`, `draw` and `list`."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kb.store import open_store
from tests.webapp.cli.conftest import Casepath
from trees.files import library, load

GOOD = """\
tree: cable
title: Is the cable in?
languages: [en]
start: look
nodes:
  look:
    kind: question
    text: Is the cable plugged in?
    answers:
      in: {text: "Yes", goto: done}
      out: {text: "No", goto: plug}
  plug:
    kind: action
    text: Plug it in
    solved: done
    not_solved: stuck
  done: {kind: outcome, text: Cured, result: resolved}
  stuck: {kind: outcome, text: Still broken, result: escalate}
"""
USES = """\
tree: uses
title: Uses others
languages: [en]
start: first
nodes:
  first: {kind: subtree, tree: cable, outcomes: {default: second}}
  second: {kind: subtree, tree: bits-reset, outcomes: {default: end}}
  end: {kind: outcome, text: End, result: unresolved}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "trees"
    folder.mkdir()
    (folder / "cable.yaml").write_text(GOOD, encoding="utf-8")
    return folder


def test_the_shipped_trees_are_sound_without_a_data_folder(empty: Casepath) -> None:
    found = empty("trees", "check", "--json").json
    assert found["trees"] >= 6
    assert (found["errors"], found["warnings"]) == ([], [])
    assert not empty.data.exists()


def test_the_trees_of_the_data_folder_are_checked_too(casepath: Casepath) -> None:
    shipped = casepath("trees", "check", "--json").json["trees"]
    with open_store(casepath.data) as store:
        store.documents.save("tree", "cable", GOOD.replace("goto: plug", "goto: plog"), "lin")
    answer = casepath("trees", "check", "--json")
    assert answer.code == 1
    assert answer.json["trees"] == shipped + 1
    assert answer.json["errors"][0] == {
        "file": "cable.yaml",
        "line": 11,
        "node": "look",
        "rule": "unknown-target",
        "message": answer.json["errors"][0]["message"],
    }


def test_a_file_is_checked_with_the_trees_that_it_uses(empty: Casepath, folder: Path) -> None:
    (folder / "uses.yaml").write_text(USES, encoding="utf-8")
    assert empty("trees", "check", str(folder), "--json").json == {
        "trees": 2,
        "errors": [],
        "warnings": [],
    }
    alone = empty("trees", "check", str(folder / "uses.yaml"), "--json")
    assert [each["rule"] for each in alone.json["errors"]] == ["unknown-target"]


def test_findings_are_told_by_file_and_line(empty: Casepath, folder: Path) -> None:
    bad = folder / "cable.yaml"
    bad.write_text(GOOD + "colour: red\n", encoding="utf-8")
    answer = empty("trees", "check", str(bad))
    assert answer.code == 1
    first, last = answer.out.splitlines()
    assert first.startswith(f"error: {bad}:19: unknown-key: ")
    assert last == "1 tree, 1 error, 0 warnings"


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"", b"a: [", b"\x00" * 10])
def test_a_file_that_is_no_yaml_is_a_finding(empty: Casepath, folder: Path, content: bytes) -> None:
    (folder / "cable.yaml").write_bytes(content)
    answer = empty("trees", "check", str(folder), "--json")
    assert answer.code == 1
    assert {each["rule"] for each in answer.json["errors"]} <= {"not-yaml", "missing-field"}


def test_a_folder_without_trees_is_an_error(empty: Casepath, tmp_path: Path) -> None:
    assert empty("trees", "check", str(tmp_path)).refusal == (
        f"{tmp_path} holds no .yaml file: name another folder"
    )


def test_tree_files_are_imported_once(casepath: Casepath, folder: Path) -> None:
    (folder / "uses.yaml").write_text(USES, encoding="utf-8")
    first = casepath("trees", "import", str(folder), "--by", "mei", "--json").json
    assert first == {"saved": ["cable", "uses"], "unchanged": [], "failed": []}
    assert casepath.ok("trees", "import", str(folder)) == "0 trees saved, 2 unchanged\n"
    with open_store(casepath.data) as store:
        (version,) = store.documents.history("tree", "cable")
    assert (version.text, version.author, version.note) == (GOOD, "mei", "Imported")
    assert casepath("trees", "check").code == 0


def test_a_tree_with_errors_is_not_imported(casepath: Casepath, folder: Path) -> None:
    bad = folder / "uses.yaml"
    bad.write_text(USES.replace("bits-reset", "no-such-tree"), encoding="utf-8")
    answer = casepath("trees", "import", str(folder))
    assert (answer.code, answer.out) == (1, "1 tree saved, 0 unchanged\n")
    assert answer.err.startswith(f"failed: {bad}: {bad}:7: second: unknown-target: ")


def test_a_tree_is_drawn_by_id_or_from_a_file(empty: Casepath, folder: Path) -> None:
    assert empty.ok("trees", "draw", "bits-reset", "--language", "en").startswith("flowchart")
    drawing = empty.ok("trees", "draw", str(folder / "cable.yaml"), "--format", "svg")
    assert ET.fromstring(drawing).tag == "{http://www.w3.org/2000/svg}svg"
    assert "Plug it in" in drawing
    assert not empty.data.exists()


def test_a_tree_goes_out_as_json_and_comes_back_the_same(
    casepath: Casepath, tmp_path: Path
) -> None:
    file = tmp_path / "bits-reset.json"
    file.write_text(casepath.ok("trees", "draw", "bits-reset", "--format", "json"), "utf-8")
    before = load(library()["bits-reset"], "bits-reset.yaml")
    assert casepath("trees", "check", str(file), "--json").json["errors"] == []
    assert casepath("trees", "import", str(file), "--json").json["saved"] == ["bits-reset"]
    with open_store(casepath.data) as store:
        version = store.documents.current("tree", "bits-reset")
    assert version is not None
    assert load(version.text, "bits-reset.yaml") == before
    assert casepath.ok("trees", "draw", str(file)) == casepath.ok("trees", "draw", "bits-reset")


def test_a_json_file_that_is_none_is_listed(casepath: Casepath, tmp_path: Path) -> None:
    file = tmp_path / "cable.json"
    file.write_text("{", "utf-8")
    answer = casepath("trees", "import", str(file))
    assert answer.code == 1
    assert answer.err.startswith(f"failed: {file}: :1: not-yaml: no JSON: ")


def test_a_tree_is_drawn_for_graphviz(empty: Casepath, folder: Path) -> None:
    drawing = empty.ok("trees", "draw", str(folder / "cable.yaml"), "--format", "dot")
    assert drawing.startswith('digraph "cable" {')
    assert '"look" -> "plug" [label="No"];' in drawing


def test_a_tree_that_is_neither_known_nor_a_file_is_an_error(empty: Casepath) -> None:
    assert empty("trees", "draw", "nothing").refusal == (
        "no tree and no .yaml file is called nothing: `casepath trees list` shows the trees"
    )


def test_a_broken_file_is_not_drawn(empty: Casepath, folder: Path) -> None:
    bad = folder / "cable.yaml"
    bad.write_text(GOOD + "colour: red\n", encoding="utf-8")
    assert f"{bad}:19: unknown-key" in empty("trees", "draw", str(bad)).refusal


def test_trees_are_listed_in_the_language_asked_for(casepath: Casepath) -> None:
    lines = casepath.ok("trees", "list", "--language", "zh").splitlines()
    assert lines[0].split() == ["Tree", "Nodes", "Audience", "Codes", "Title"]
    found = casepath("trees", "list", "--json").json["trees"]
    assert len(found) == len(lines) - 1
    assert set(found[0]) == {"id", "title", "audience", "languages", "nodes", "codes", "products"}


def test_examples_are_played_again(casepath: Casepath) -> None:
    played = casepath("trees", "replay", "windows-update-0x800705b4", "--json").json
    assert played["examples"] >= 1
    assert played == {"examples": played["same"], "same": played["same"]} | {
        "longer": 0,
        "shorter": 0,
        "lost": [],
    }
    told = casepath.ok("trees", "replay", "windows-update-0x800705b4")
    assert told.endswith(f"{played['same']} same, 0 longer, 0 shorter, 0 lost\n")


def test_a_lost_example_is_status_1(casepath: Casepath) -> None:
    example = "examples: [{case: CAS-9, answers: {look: in}, outcome: stuck}]\n"
    with open_store(casepath.data) as store:
        store.documents.save("tree", "cable", GOOD, "lin")
        store.documents.save(
            "tree", "lossy", GOOD.replace("tree: cable", "tree: lossy") + example, "lin"
        )
    answer = casepath("trees", "replay", "lossy", "--json")
    assert answer.code == 1
    assert answer.json["lost"] == [{"case": "CAS-9", "expected": "stuck", "got": "done"}]
    assert casepath("trees", "replay", "lossy").err.startswith("lost: CAS-9: expected stuck: ")


def test_the_cost_of_a_diagnosis_is_worked_out(empty: Casepath, folder: Path) -> None:
    costs = empty("trees", "simulate", "windows-update-0x800705b4", "--json").json
    assert [set(each) for each in costs] == [
        {"node", "expected_cost", "no_question_cost", "random_cost", "optimum"}
    ]
    assert costs[0]["optimum"] <= costs[0]["expected_cost"] <= costs[0]["random_cost"]
    lines = empty.ok("trees", "simulate", "windows-update-0x800705b4").splitlines()
    assert lines[0].split() == ["Node", "Plan", "No", "questions", "Any", "order", "Optimum"]
    assert empty.ok("trees", "simulate", str(folder / "cable.yaml")) == (
        "This tree has no diagnose node.\n"
    )
