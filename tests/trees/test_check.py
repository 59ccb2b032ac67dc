"""One invalid file per rule; each gives that rule alone, in the line that is marked in it."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings

import trees
from tests.trees.growing import DATA, documents, tree
from trees.check import check
from trees.files import library, load
from trees.findings import ERRORS, WARNINGS, Finding, InvalidTreeError
from trees.messages import catalogue

ANOTHER = """
tree: another
nodes:
  end: {kind: outcome, text: Done, result: resolved}
"""


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda file: file.stem)
def test_each_rule_is_found_alone_and_in_its_line(file: Path) -> None:
    source = file.read_bytes()
    marked = [n for n, line in enumerate(source.splitlines(), 1) if b"# <- here" in line]
    found = check({file.name: source}, known=[tree(ANOTHER)], articles={"known"})
    assert {(f.file, f.line, f.rule) for f in found} == {(file.name, marked[0], file.stem)}
    assert all(len(finding.message) > 20 for finding in found)


def test_there_is_a_file_for_every_rule() -> None:
    assert {file.stem for file in DATA.glob("*.yaml")} == ERRORS | WARNINGS


@pytest.mark.parametrize(
    "rule", sorted(ERRORS - {"unknown-article", "subtree-cycle", "broken-example"})
)
def test_a_file_with_an_error_is_not_loaded(rule: str) -> None:
    with pytest.raises(InvalidTreeError) as caught:
        load((DATA / f"{rule}.yaml").read_bytes(), f"{rule}.yaml")
    assert rule in rules(caught.value.findings)


@pytest.mark.parametrize("rule", sorted(WARNINGS))
def test_a_warning_keeps_nobody_from_using_a_tree(rule: str) -> None:
    assert load((DATA / f"{rule}.yaml").read_bytes(), f"{rule}.yaml").tree == rule


def test_all_errors_of_a_file_are_reported_at_once() -> None:
    text = """
tree: Many_Errors
title: {en: Many}
languages: [zh, en]
start: nowhere
colour: red
nodes:
  ask:
    kind: question
    text: yes
    answers:
      a: {text: One, goto: gone}
      b: {text: One, goto: end}
  end: {kind: outcome, text: Done, result: finished}
  end: {kind: outcome, text: Done, result: resolved}
"""
    found = check({"many.yaml": text})
    assert [(f.line, f.rule, f.node) for f in found] == [
        (2, "bad-id", ""),
        (3, "missing-translation", ""),
        (5, "unknown-target", ""),
        (6, "unknown-key", ""),
        (10, "wrong-type", "ask"),
        (12, "unknown-target", "ask"),
        (13, "duplicate-answer", "ask"),
        (14, "wrong-type", "end"),
        (15, "duplicate-key", "end"),
    ]


def test_a_file_is_called_like_its_tree() -> None:
    text = (DATA / "needless-question.yaml").read_text()
    assert rules(check({"trees/other.yaml": text})) == ["bad-id", "needless-question"]
    assert rules(check({"<stdin>": text})) == ["needless-question"]


def test_two_files_may_not_hold_the_same_tree() -> None:
    text = ANOTHER + "title: Another\nlanguages: [en]\nstart: end\n"
    found = check({"a/another.yaml": text, "b/another.yaml": text})
    assert [(f.file, f.rule) for f in found] == [("b/another.yaml", "bad-id")]


def test_trees_that_reach_each_other_are_found_in_both_files() -> None:
    def file(name: str, other: str) -> str:
        return f"""
tree: {name}
title: {name}
languages: [en]
start: inner
nodes:
  inner: {{kind: subtree, tree: {other}, outcomes: {{default: end}}}}
  end: {{kind: outcome, text: Done, result: resolved}}
"""

    found = check({"one.yaml": file("one", "two"), "two.yaml": file("two", "one")})
    assert [(f.file, f.node, f.rule) for f in found] == [
        ("one.yaml", "inner", "subtree-cycle"),
        ("two.yaml", "inner", "subtree-cycle"),
    ]


def test_a_result_of_a_subtree_needs_a_node() -> None:
    text = """
tree: outer
title: Outer
languages: [en]
start: inner
nodes:
  inner: {kind: subtree, tree: another, outcomes: {escalate: end}}
  end: {kind: outcome, text: Done, result: resolved}
"""
    found = check({"outer.yaml": text}, known=[tree(ANOTHER)])
    assert [(f.line, f.rule) for f in found] == [(7, "missing-field")]
    assert "`resolved`" in found[0].message


def test_a_comma_inside_braces_is_explained() -> None:
    text = """
tree: comma
title: {zh: 能,已连接, en: Can}
languages: [zh, en]
start: end
nodes:
  end: {kind: outcome, text: Done, result: resolved}
"""
    found = check({"comma.yaml": text})
    assert [(f.line, f.rule) for f in found] == [(3, "unknown-key")]
    assert "quotes" in found[0].message


def test_a_node_that_cannot_be_read_does_not_make_others_unreachable() -> None:
    text = """
tree: partly
title: Partly
languages: [en]
start: ask
nodes:
  ask: {kind: qestion, text: Is it on?}
  end: {kind: outcome, text: Done, result: resolved}
"""
    assert rules(check({"partly.yaml": text})) == ["wrong-type"]


def test_nothing_is_said_of_examples_where_a_subtree_is_broken() -> None:
    outer = """
tree: outer
title: Outer
languages: [en]
examples:
  - {case: C-1, answers: {q: a}, outcome: end}
start: inner
nodes:
  inner: {kind: subtree, tree: bad, outcomes: {default: end}}
  end: {kind: outcome, text: Done, result: resolved}
"""
    bad = "tree: bad\ntitle: Bad\nlanguages: [en]\nstart: gone\nnodes: {}\n"
    assert rules(check({"outer.yaml": outer, "bad.yaml": bad})) == ["unknown-target"]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_grown_trees_are_valid(document: dict[str, object]) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    found = check({"grown.yaml": text})
    assert not [str(finding) for finding in found if finding.is_error]


def test_the_shipped_trees_are_clean() -> None:
    assert [str(f) for f in check({f"{name}.yaml": text for name, text in library().items()})] == []


@pytest.mark.parametrize("file", sorted(DATA.glob("*.yaml")), ids=lambda file: file.stem)
def test_findings_are_told_in_the_language_of_the_reader(file: Path) -> None:
    for finding in check({file.name: file.read_bytes()}, known=[tree(ANOTHER)], articles={"known"}):
        assert any("\u4e00" <= letter <= "\u9fff" for letter in finding.text("zh"))
        assert finding.text("en") == finding.text("fr") == finding.message


def test_every_message_is_said_somewhere() -> None:
    code = "".join(path.read_text("utf-8") for path in Path(trees.__file__).parent.rglob("*.py"))
    kinds = ("node", "cause", "fix", "set-up")
    made = {f"{start}-{kind}" for kind in kinds for start in ("unknown", "name-a")}
    assert {key for key in catalogue("findings") if f'"{key}"' not in code} <= made
