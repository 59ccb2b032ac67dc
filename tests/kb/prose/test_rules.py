import pytest

from kb.errors import InvalidRuleError
from kb.prose.rules import compare, joined, prove, proved


def test_a_section_is_one_pattern() -> None:
    pattern = proved(
        {"patterns": ["卡顿", "slow$"], "found": ["很卡顿", "so slow"], "clean": ["slowly"]}, "x"
    )
    assert pattern.search("卡顿")


@pytest.mark.parametrize(
    "section",
    [
        {"patterns": ["a"], "found": ["b"], "clean": []},
        {"patterns": ["a"], "found": [], "clean": ["cat"]},
    ],
)
def test_a_section_that_breaks_its_examples_is_refused(section: dict[str, list[str]]) -> None:
    with pytest.raises(InvalidRuleError, match="file: "):
        proved(section, "file")


def test_readers_are_proved_by_what_they_give() -> None:
    compare([{"text": "a b", "words": ["a", "b"]}], "words", "file", str.split)
    with pytest.raises(InvalidRuleError, match="gives"):
        compare([{"text": "a b", "words": ["a"]}], "words", "file", str.split)


def test_anything_that_can_be_asked_can_be_proved() -> None:
    prove({"found": ["A"], "clean": ["a"]}, "file", str.isupper)


def test_lines_of_a_text_begin_and_end_for_themselves() -> None:
    assert joined(["^b$"], lines=True).search("a\nb\nc")
    assert joined(["^b$"]).search("a\nb\nc") is None
