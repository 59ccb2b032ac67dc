"""What the checks find and what they leave alone, rule by rule."""

from typing import Any

import pytest
import yaml

from tests.trees.growing import DATA
from trees.check import check
from trees.checks.texts import canonical

END = {"kind": "outcome", "text": "Done", "result": "resolved"}
STOP = {"kind": "outcome", "text": "Stopped", "result": "unresolved"}


def act(solved: str, not_solved: str, **more: Any) -> dict[str, Any]:
    return {"kind": "action", "text": "Act", "solved": solved, "not_solved": not_solved, **more}


def ask(*targets: str, **more: Any) -> dict[str, Any]:
    answers = {f"a{n}": {"text": f"Answer {n}", "goto": goto} for n, goto in enumerate(targets)}
    return {"kind": "question", "text": "Ask", "answers": answers, **more}


def cure(**more: Any) -> dict[str, Any]:
    return {
        "kind": "diagnose",
        "text": "Cure",
        "causes": {"dust": 2, "wear": 1},
        "fixes": {
            "clean": {"text": "Clean", "repairs": {"dust": 0.9}},
            "swap": {"text": "Swap", "repairs": {"wear": 1}},
        },
        "handover": {"cost": 60, "goto": "stop"},
        "solved": "end",
        **more,
    }


def found(nodes: dict[str, Any], **top: Any) -> list[tuple[str, str]]:
    """Node and rule of each finding."""
    head = {"tree": "t", "title": "T", "languages": ["en"], "start": next(iter(nodes))}
    text = yaml.safe_dump({**head, **top, "nodes": nodes}, sort_keys=False)
    return [(finding.node, finding.rule) for finding in check({"t.yaml": text})]


@pytest.mark.parametrize(
    ("nodes", "expected"),
    [
        ({"a": act("end", "a"), "end": END}, []),
        ({"a": act("a", "a")}, [("a", "endless-loop")]),
        ({"a": ask("b", "end"), "b": act("b", "b"), "end": END}, [("b", "endless-loop")]),
        (
            {
                "a": ask("b", "end"),
                "b": act("c", "c"),
                "c": act("d", "d"),
                "d": act("c", "c"),
                "end": END,
            },
            [("b", "dead-end"), ("c", "endless-loop")],
        ),
        (
            {"a": ask("b", "d"), "b": act("c", "c"), "c": act("b", "b"), "d": act("d", "d")},
            [("a", "dead-end"), ("b", "endless-loop"), ("d", "endless-loop")],
        ),
        ({"a": ask("b", "b2"), "b": act("a", "end"), "b2": act("a", "a"), "end": END}, []),
        ({"a": END, "b": act("a", "c"), "c": STOP}, [("b", "unreachable"), ("c", "unreachable")]),
        ({"a": act("gone", "end"), "end": END}, [("a", "unknown-target")]),
        ({"a": act("end", "end", declined="gone"), "end": END}, [("a", "unknown-target")]),
    ],
)
def test_ways_lead_to_ends(nodes: dict[str, Any], expected: list[tuple[str, str]]) -> None:
    assert sorted(found(nodes)) == sorted(expected)


def chain(length: int) -> dict[str, Any]:
    nodes = {f"n{n}": act("end", f"n{n + 1}") for n in range(length)}
    return {**nodes, f"n{length}": STOP, "end": END}


def test_twenty_five_steps_are_not_too_many() -> None:
    assert found(chain(25)) == []
    assert found(chain(26)) == [("n0", "long-path")]


def test_the_longest_way_counts_and_loops_count_once() -> None:
    shortcut = chain(26) | {"n0": ask("n1", "end")}
    assert found(shortcut) == [("n0", "long-path")]
    looped = chain(20) | {"n19": act("n0", "n20")}
    assert found(looped) == []


@pytest.mark.parametrize(
    ("words", "codes", "warned"),
    [
        ("It says 0x1E", ["0x0000001e"], False),
        ("It says 0x1E", ["0x1f"], True),
        ("It says 0x8007000E,", [], True),
        ("at 0xfffff80312345678", [], False),
        ("like 0x8007xxxx or 0x800f… or 0x80*", [], False),
        ("set it to 0x1 or 0x07", [], False),
        ("bugcheck 0xA and 0x0000000A", [], True),
        ("a10x1e or 0x1eg", [], False),
        ("（0x1e）", [], True),
    ],
)
def test_codes_in_texts_are_listed(words: str, codes: list[str], *, warned: bool) -> None:
    rules = {rule for _, rule in found({"end": {**END, "text": words}}, codes=codes)}
    assert rules == ({"code-not-listed"} if warned else set())


@pytest.mark.parametrize(
    ("code", "same"), [("0x0000001E", "0x1e"), (" 0X1e ", "0x1e"), ("KB1", "kb1"), ("0x", "0x")]
)
def test_codes_are_compared_in_one_form(code: str, same: str) -> None:
    assert canonical(code) == same


@pytest.mark.parametrize(
    "nodes",
    [
        {"a": act("end", "end", commands=[{"run": "net stop x", "shell": "cmd"}]), "end": END},
        {"a": act("end", "end", undo=[{"run": "Stop-Service x"}]), "end": END},
        {"a": act("end", "end", check={"run": "verifier /query"}), "end": END},
        {"a": ask("end", "stop", check={"run": "sfc /scannow"}), "end": END, "stop": STOP},
        {
            "a": {
                "kind": "collect",
                "text": "C",
                "items": [{"id": "x", "text": "X", "command": "bitsadmin /reset"}],
                "goto": "end",
            },
            "end": END,
        },
    ],
)
def test_rights_are_stated_wherever_a_command_stands(nodes: dict[str, Any]) -> None:
    assert found(nodes) == [("a", "admin-not-stated")]


def test_a_plain_text_is_the_same_in_every_language() -> None:
    assert found({"end": END}, languages=["zh", "en"]) == []
    partly = {**END, "text": {"zh": "完成"}}
    assert found({"end": partly}, languages=["zh", "en"]) == [("end", "missing-translation")]


def diagnosis(**more: Any) -> list[tuple[str, str]]:
    return found({"cure": cure(**more), "end": END, "stop": STOP})


def fixes(**more: dict[str, Any]) -> dict[str, Any]:
    return {"fixes": {**cure()["fixes"], **more}}


def question(answers: dict[str, dict[str, float]], **more: Any) -> dict[str, Any]:
    texts = {name: {"text": f"It is {name}", "given": given} for name, given in answers.items()}
    return {"questions": {"noise": {"text": "Noise?", "answers": texts, **more}}}


LOUD = {"loud": {"wear": 0.8, "default": 0.1}, "quiet": {"wear": 0.2, "default": 0.9}}


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, []),
        (question(LOUD), []),
        ({"causes": {"dust": 2, "wear": 1, "age": 9}}, []),
        ({"causes": {"dust": -1, "wear": 1}}, ["bad-probabilities"]),
        ({"causes": {"dust": 0, "wear": 0}}, ["bad-probabilities"]),
        ({"causes": {}}, ["bad-probabilities", "unknown-target", "unknown-target"]),
        (fixes(clean={"text": "Clean", "repairs": {"dust": 1.1}}), ["bad-probabilities"]),
        (fixes(clean={"text": "Clean", "repairs": {"dust": -0.1}}), ["bad-probabilities"]),
        (fixes(clean={"text": "Clean", "repairs": {}}), []),
        ({"fixes": {"clean": {"text": "Clean", "repairs": {"dust": 0}}}}, ["no-cure"]),
        ({"fixes": {}}, ["no-cure"]),
        (fixes(clean={"text": "C", "repairs": {"dust": 1}, "after": ["clean"]}), ["after-cycle"]),
        (fixes(clean={"text": "C", "repairs": {"dust": 1}, "after": ["gone"]}), ["unknown-target"]),
        (fixes(clean={"text": "C", "repairs": {"gone": 1, "dust": 1}}), ["unknown-target"]),
        (fixes(clean={"text": "C", "repairs": {"dust": 1}, "setup": "gone"}), ["unknown-target"]),
        ({"solved": {"clean": "end"}}, ["missing-field"]),
        ({"solved": {"clean": "end", "swap": "stop"}}, []),
        ({"solved": {"gone": "end", "default": "end"}}, ["unknown-target"]),
        ({"handover": {"cost": 60, "goto": "gone"}}, ["unknown-target", "unreachable"]),
        (fixes(default={"text": "D", "repairs": {"dust": 1}}), ["bad-id"]),
        ({"causes": {"default": 1, "dust": 1, "wear": 1}}, ["bad-id"]),
        ({"questions": {"clean": question(LOUD)["questions"]["noise"]}}, ["bad-id"]),
        (question({"loud": {"default": 1}}), ["too-few-answers"]),
        (question({"loud": {"wear": 0.8}, "quiet": {"wear": 0.2}}), ["bad-probabilities"]),
        (
            question({"loud": {"default": 1.5}, "quiet": {"default": -0.5}}),
            ["bad-probabilities"] * 2,
        ),
        (
            question({"loud": {"gone": 1, "default": 0.5}, "quiet": {"default": 0.5}}),
            ["unknown-target"],
        ),
        (
            question(LOUD, check={"run": "listen", "read": [{"pattern": "x", "answer": "gone"}]}),
            ["unknown-answer"],
        ),
    ],
)
def test_a_diagnosis_is_weighed(change: dict[str, Any], expected: list[str]) -> None:
    rules = [rule for _, rule in diagnosis(**change)]
    if "unreachable" in expected:
        expected = [rule for rule in expected if rule != "unreachable"]
    assert sorted(rules) == sorted(expected)


@pytest.mark.parametrize(
    ("share", "rules"), [(0.3333333, []), (0.333, ["bad-probabilities", "bad-probabilities"])]
)
def test_chances_may_miss_one_by_a_rounding(share: float, rules: list[str]) -> None:
    answers = {name: {"default": share} for name in ("one", "two", "three")}
    assert [rule for _, rule in diagnosis(**question(answers))] == rules


def test_high_risk_in_a_diagnosis_needs_a_way_back_only() -> None:
    risky = {"text": "Drill", "repairs": {"dust": 1}, "risk": {"level": "high"}}
    assert diagnosis(**fixes(clean=risky)) == [("cure", "risk-without-undo")]
    assert diagnosis(**fixes(clean={**risky, "undo": [{"run": "glue"}]})) == []


@pytest.mark.parametrize("level", ["none", "low", "medium"])
def test_lower_risk_needs_nothing(level: str) -> None:
    assert found({"a": act("end", "stop", risk={"level": level}), "end": END, "stop": STOP}) == []


def test_a_check_of_an_action_reads_whether_it_helped() -> None:
    def reading(answer: str) -> dict[str, Any]:
        check_ = {"run": "look", "read": [{"pattern": "x", "answer": answer}]}
        return {"a": act("end", "stop", check=check_), "end": END, "stop": STOP}

    assert found(reading("solved")) == []
    assert found(reading("yes-please")) == [("a", "unknown-answer")]


@pytest.mark.parametrize(
    ("pattern", "good"),
    [
        (r"(?i)^\s*running\b", True),
        ("(a+)+$", True),
        ("服务|状态", True),
        ("(?=x)", False),
        (r"(x)\1", False),
        ("[", False),
        (")(", False),
        ("x{2000}", False),
        ("x" * 3_000, False),
    ],
)
def test_patterns_are_those_of_re2(pattern: str, *, good: bool) -> None:
    check_ = {"run": "look", "read": [{"pattern": pattern, "answer": "a0"}]}
    rules = [
        rule for _, rule in found({"a": ask("end", "stop", check=check_), "end": END, "stop": STOP})
    ]
    assert rules == ([] if good else ["bad-pattern"])


def test_the_same_words_in_another_language_are_no_duplicate() -> None:
    node = ask("end", "stop")
    node["answers"]["a0"]["text"] = {"en": "Hot", "zh": "热"}
    node["answers"]["a1"]["text"] = {"en": "Warm", "zh": "热 "}
    rules = found({"a": node, "end": END, "stop": STOP}, languages=["en", "zh"])
    assert rules == [("a", "duplicate-answer")]
    node["answers"]["a1"]["text"] = {"en": "热", "zh": "暖"}
    assert found({"a": node, "end": END, "stop": STOP}, languages=["en", "zh"]) == []


def test_articles_are_looked_up_only_where_they_are_known() -> None:
    text = (DATA / "unknown-article.yaml").read_text()
    assert check({"unknown-article.yaml": text}) == ()
    rules = [f.rule for f in check({"unknown-article.yaml": text}, articles=set())]
    assert rules == ["unknown-article", "unknown-article"]


def test_a_mistake_in_one_part_of_a_diagnosis_hides_none_in_another() -> None:
    wrong = diagnosis(note=5, fixes={"clean": {"text": "Clean", "repairs": {"dust": 0}}})
    assert sorted(rule for _, rule in wrong) == ["no-cure", "wrong-type"]
    wrong = diagnosis(note=5, causes={"dust": 0, "wear": 0}, **question({"loud": {"default": 1}}))
    assert sorted(rule for _, rule in wrong) == [
        "bad-probabilities",
        "too-few-answers",
        "wrong-type",
    ]


def test_a_chance_that_could_not_be_read_is_reported_once() -> None:
    answers: dict[str, Any] = {"loud": {"default": "half"}, "quiet": {"default": 0.5}}
    assert [rule for _, rule in diagnosis(**question(answers))] == ["wrong-type"]
    assert [rule for _, rule in diagnosis(causes={"dust": "some", "wear": 0})] == ["wrong-type"]


def test_a_question_without_answers_is_one_mistake() -> None:
    assert found({"a": ask(), "end": END}) == [("a", "too-few-answers")]


def test_a_pattern_is_told_as_it_was_written() -> None:
    check_ = {"run": "x", "read": [{"pattern": "(a", "answer": "a0"}]}
    nodes = {"a": ask("end", "b", check=check_), "b": act("end", "end"), "end": END}
    head = {"tree": "t", "title": "T", "languages": ["en"], "start": "a", "nodes": nodes}
    (finding,) = check({"t.yaml": yaml.safe_dump(head, sort_keys=False)})
    assert "(missing ): (a)" in finding.message
