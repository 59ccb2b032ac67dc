"""Every key of the format refuses what it is not, in its line, and says what would be right."""

from typing import Any

import pytest
import yaml

from trees.check import check
from trees.findings import Finding
from trees.reading.places import Place, Report
from trees.reading.readers import boolean, identifier, language, minutes, number, string, text
from trees.reading.shape import SHAPES, TREE
from trees.reading.source import compose

WHOLE: dict[str, Any] = {
    "tree": "whole",
    "title": {"zh": "全部", "en": "Everything"},
    "languages": ["zh", "en"],
    "start": "ask",
    "summary": "All keys",
    "audience": "public",
    "symptoms": ["It is slow"],
    "codes": ["0x1e"],
    "products": ["Windows 10"],
    "cases": ["C-1"],
    "examples": [{"case": "C-1", "answers": {"ask": "a"}, "outcome": "end"}],
    "nodes": {
        "ask": {
            "kind": "question",
            "text": "Ask",
            "note": "Why",
            "articles": ["one"],
            "minutes": 2,
            "check": {
                "run": "Get-Service",
                "shell": "powershell",
                "admin": True,
                "read": [{"pattern": "x", "answer": "a"}],
            },
            "answers": {"a": {"text": "A", "goto": "end"}, "b": {"text": "B", "goto": "act"}},
        },
        "act": {
            "kind": "action",
            "text": "Act",
            "commands": [{"run": "x", "shell": "cmd", "admin": False}],
            "check": {"run": "x"},
            "risk": {"level": "high", "warning": "Danger"},
            "undo": [{"run": "y"}],
            "solved": "end",
            "not_solved": "cure",
            "declined": "cure",
        },
        "cure": {
            "kind": "diagnose",
            "text": "Cure",
            "causes": {"dust": 2, "wear": {"weight": 1, "text": "Worn"}},
            "setups": {"open": {"text": "Open it", "minutes": 5}},
            "fixes": {
                "clean": {
                    "text": "Clean",
                    "repairs": {"dust": 0.9},
                    "minutes": 5,
                    "after": ["shake"],
                    "setup": "open",
                    "commands": [{"run": "x"}],
                    "check": {"run": "x"},
                    "risk": {"level": "low"},
                    "undo": [{"run": "y"}],
                    "note": "Why",
                },
                "shake": {"text": "Shake", "repairs": {"dust": 0.1}},
            },
            "questions": {
                "noise": {
                    "text": "Noise?",
                    "minutes": 1,
                    "check": {"run": "x"},
                    "note": "Why",
                    "answers": {
                        "loud": {"text": "Loud", "given": {"wear": 0.8, "default": 0.1}},
                        "quiet": {"text": "Quiet", "given": {"wear": 0.2, "default": 0.9}},
                    },
                }
            },
            "handover": {"cost": 60, "goto": "log"},
            "solved": {"clean": "end", "default": "end"},
        },
        "log": {
            "kind": "collect",
            "text": "Collect",
            "items": [
                {"id": "log", "text": "Log", "path": "C:\\x", "required": True},
                {"id": "list", "text": "List", "command": {"run": "x", "shell": "cmd"}},
            ],
            "goto": "other",
        },
        "other": {
            "kind": "subtree",
            "tree": "whole-other",
            "outcomes": {"resolved": "end", "default": "end"},
        },
        "end": {
            "kind": "outcome",
            "text": "End",
            "result": "resolved",
            "summary": "Done",
            "articles": ["one"],
        },
    },
}
OTHER = {
    "tree": "whole-other",
    "title": "Other",
    "languages": ["en"],
    "start": "end",
    "nodes": {"end": {"kind": "outcome", "text": "End", "result": "resolved"}},
}
MAPPING, LIST, WORD = {"x": {"y": 1}}, [[1]], "no such word"
# Path -> values that are of another type or not among the allowed words.
WRONG: list[tuple[str, list[Any]]] = [
    ("tree", [MAPPING, LIST, 5, True, None, ""]),
    ("title", [LIST, 5, {}, {"zh": 5}, None]),
    ("languages", [WORD, MAPPING, [], ["no such"], ["en", "en"]]),
    ("start", [MAPPING, 5, None]),
    ("nodes", [LIST, WORD, None]),
    ("audience", [WORD, LIST, 1]),
    ("symptoms", [WORD, MAPPING, [5]]),
    ("codes", [[30], WORD, [["0x1e"]]]),
    ("products", [[10], WORD]),
    ("cases", [[5], WORD]),
    ("examples", [WORD, MAPPING, [5]]),
    ("examples.0.answers", [LIST, WORD, {"ask": 5}, {"ask": True}]),
    ("examples.0.outcome", [5, LIST]),
    ("nodes.ask", [WORD, LIST, None]),
    ("nodes.ask.kind", [WORD, LIST, 5]),
    ("nodes.ask.text", [LIST, 5, False, None, " "]),
    ("nodes.ask.articles", [WORD, [5]]),
    ("nodes.ask.minutes", ["5", MAPPING, True, -1, float("nan"), float("inf")]),
    ("nodes.ask.check", [WORD, LIST]),
    ("nodes.ask.check.run", [LIST, 5, ""]),
    ("nodes.ask.check.shell", ["bash", 5]),
    ("nodes.ask.check.admin", ["yes, please", 1, None]),
    ("nodes.ask.check.read", [WORD, MAPPING, [WORD]]),
    ("nodes.ask.check.read.0.pattern", [5, LIST]),
    ("nodes.ask.answers", [LIST, WORD, {"a": WORD}]),
    ("nodes.ask.answers.a.goto", [5, LIST, None]),
    ("nodes.act.commands", [WORD, [WORD], MAPPING]),
    ("nodes.act.risk", [WORD, LIST]),
    ("nodes.act.risk.level", ["huge", 5]),
    ("nodes.act.undo", [WORD, [WORD]]),
    ("nodes.act.solved", [LIST, 5]),
    ("nodes.cure.causes", [LIST, {"dust": WORD}, {"dust": True}]),
    ("nodes.cure.causes.wear.weight", [WORD, None]),
    ("nodes.cure.setups.open.minutes", [WORD, -5]),
    ("nodes.cure.fixes.clean.repairs", [LIST, {"dust": WORD}]),
    ("nodes.cure.fixes.clean.after", ["shake", [5]]),
    ("nodes.cure.questions.noise.answers.loud.given", [LIST, {"wear": WORD}]),
    ("nodes.cure.handover", [WORD, LIST]),
    ("nodes.cure.handover.cost", [WORD, -1]),
    ("nodes.cure.solved", [LIST, 5, {"clean": 5}]),
    ("nodes.log.items", [WORD, MAPPING, [WORD]]),
    ("nodes.log.items.0.required", ["maybe"]),
    ("nodes.log.items.1.command", [LIST, 5]),
    ("nodes.other.outcomes", [WORD, LIST, {"resolved": 5}]),
    ("nodes.end.result", ["done", 5]),
]


def changed(path: str, value: object) -> str:
    """The whole tree with another value at a path, as YAML."""
    document = yaml.safe_load(yaml.safe_dump(WHOLE))
    *outer, last = path.split(".")
    place = document
    for key in outer:
        place = place[int(key)] if isinstance(place, list) else place[key]
    if value is ...:
        del place[last]
    else:
        place[last] = value
    return yaml.safe_dump(document, allow_unicode=True, sort_keys=False)


def found(text: str) -> tuple[Finding, ...]:
    sources = {"whole.yaml": text, "whole-other.yaml": yaml.safe_dump(OTHER)}
    return tuple(finding for finding in check(sources) if finding.is_error)


def test_a_tree_with_every_key_is_right() -> None:
    assert found(changed("tree", "whole")) == ()


def test_the_tree_above_has_every_key_of_the_format() -> None:
    used: set[str] = set()
    waiting: list[Any] = [WHOLE]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            used |= set(value)
            waiting += value.values()
        if isinstance(value, list):
            waiting += value
    assert {key for shape in SHAPES.values() for key in shape} <= used


@pytest.mark.parametrize(
    ("path", "value"), [(path, value) for path, values in WRONG for value in values], ids=str
)
def test_a_value_of_another_type_is_one_wrong_type_in_its_node(path: str, value: object) -> None:
    rules = {finding.rule for finding in found(changed(path, value))}
    node = path.split(".")[1] if path.startswith("nodes.") else ""
    wrong = [finding for finding in found(changed(path, value)) if finding.rule == "wrong-type"]
    assert wrong, rules
    assert {finding.node for finding in wrong} == {node}


REQUIRED = [
    *[key for key, field in TREE.items() if field.required],
    *["nodes.ask.kind", "nodes.ask.text", "nodes.ask.answers", "nodes.ask.answers.a.goto"],
    *["nodes.ask.check.run", "nodes.act.solved", "nodes.act.not_solved", "nodes.cure.causes"],
    *["nodes.cure.fixes", "nodes.cure.handover", "nodes.cure.handover.goto", "nodes.cure.solved"],
    *["nodes.cure.fixes.clean.repairs", "nodes.cure.questions.noise.answers"],
    *["nodes.log.items", "nodes.log.goto", "nodes.log.items.0.id", "nodes.other.tree"],
    *["nodes.other.outcomes", "nodes.end.result", "nodes.end.text", "examples.0.outcome"],
]


@pytest.mark.parametrize("path", REQUIRED)
def test_a_required_key_that_is_absent_is_the_only_finding(path: str) -> None:
    assert {finding.rule for finding in found(changed(path, ...))} == {"missing-field"}


@pytest.mark.parametrize(
    "path", ["nodes.ask", "nodes.act", "nodes.cure.fixes.clean", "nodes.log.items.0", "examples.0"]
)
def test_a_key_that_the_format_does_not_have_is_named(path: str) -> None:
    (finding,) = found(changed(f"{path}.colour", "red"))
    assert (finding.rule, "`colour`" in finding.message) == ("unknown-key", True)


def test_a_node_called_default_must_be_there_like_any_other() -> None:
    rules = [finding.rule for finding in found(changed("nodes.ask.answers.a.goto", "default"))]
    assert rules == ["unknown-target"]


def test_a_misspelt_key_is_told_the_right_one() -> None:
    messages = [finding.message for finding in found(changed("nodes.act.declind", "end"))]
    assert "`declind` is not a key here; write `declined`" in messages


def test_lines_are_those_of_the_keys() -> None:
    text = changed("nodes.cure.fixes.clean.repairs", {"dust": 2, "rust": 1})
    lines = text.splitlines()
    assert [(finding.rule, lines[finding.line - 1].strip()) for finding in found(text)] == [
        ("bad-probabilities", "dust: 2"),
        ("unknown-target", "rust: 1"),
    ]


def scalar(written: str) -> tuple[Report, Place]:
    root = compose(f"x: {written}\n")
    return Report("t.yaml"), Place(root.value[0][1], ("x",), 1)


@pytest.mark.parametrize(
    ("reader", "written", "value"),
    [
        (number, "5", 5.0),
        (number, "-0.5", -0.5),
        (number, "0.5e+3", 500.0),
        (number, "12:30", None),
        (number, "010", None),
        (number, "0x1e", None),
        (number, "0", 0.0),
        (number, "'5'", None),
        (minutes, "-1", None),
        (boolean, "yes", True),
        (boolean, "False", False),
        (boolean, "'true'", None),
        (string, "plain", "plain"),
        (string, "'yes'", "yes"),
        (string, "yes", None),
        (string, "2024-01-01", None),
        (string, "~", None),
        (string, "|\n  two\n  lines\n", "two\nlines\n"),
        (identifier, "a-1", "a-1"),
        (identifier, "A", None),
        (identifier, "-a", None),
        (identifier, "a.b", None),
        (identifier, "a" * 81, None),
        (language, "zh-Hans", "zh-Hans"),
        (language, "Chinese", None),
    ],
)
def test_scalars_are_read_strictly(reader: Any, written: str, value: object) -> None:
    report, place = scalar(written)
    assert reader(report, place) == value
    assert bool(report.findings) is (value is None)


def test_a_text_has_the_languages_of_its_tree_the_first_one_first() -> None:
    report, place = scalar("{en: 'Yes', zh: 是}")
    report.languages = ("zh", "en")
    read = text(report, place)
    assert list(read.words) == ["zh", "en"]
    assert (read.say("en"), read.say("zh"), read.say("fr")) == ("Yes", "是", "是")
