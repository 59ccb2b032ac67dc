import pytest

from kb.errors import InvalidRuleError
from kb.prose.regexp import any_of, compiled


def test_words_are_whole_and_spaces_are_any_spaces() -> None:
    pattern = compiled(any_of(["office 365", "用友"]))
    assert pattern.search("装了Office  365和用友U8")
    assert pattern.search("office 3650") is None
    assert pattern.search("backoffice 365") is None


def test_the_longest_of_several_words_is_taken() -> None:
    match = compiled(any_of(["skype", "skype for business"]), longest=True).search(
        "Skype for Business"
    )
    assert match is not None
    assert match.span() == (0, 18)


def test_a_pattern_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(InvalidRuleError, match="cannot be read"):
        compiled("(?=no looking ahead)")


def test_no_words_match_nothing() -> None:
    assert compiled(any_of([])).search("anything") is None
