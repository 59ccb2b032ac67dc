import pytest

from trees.model import Result, RiskLevel, Shell
from webapp.portal.errors import PortalError
from webapp.portal.words import LANGUAGES, catalogue, checked, say


def test_a_phrase_is_filled_in() -> None:
    assert say("minutes", "en", count=5) == "about 5 min"


def test_every_result_risk_and_shell_has_its_words() -> None:
    wanted = {f"result_{each}" for each in Result} | {f"shell_{each}" for each in Shell}
    wanted |= {f"risk_{each}" for each in RiskLevel if each is not RiskLevel.NONE}
    assert wanted <= set(catalogue())


def test_a_phrase_that_lacks_a_language_is_refused() -> None:
    with pytest.raises(PortalError, match="greeting needs texts in zh and en"):
        checked({"greeting": {"en": "Hello"}})


def test_languages_that_use_other_fields_are_refused() -> None:
    with pytest.raises(PortalError, match="the languages of greeting use other fields"):
        checked({"greeting": {"en": "Hello {name}", "zh": "你好"}})


def test_both_languages_are_there() -> None:
    assert {frozenset(texts) for texts in catalogue().values()} == {frozenset(LANGUAGES)}
