"""Settings come from the environment, and an error names the variable."""

from pathlib import Path

import pytest

from webapp.errors import InvalidSettingError
from webapp.settings import Settings, read_settings


def test_an_empty_environment_gives_the_defaults() -> None:
    assert read_settings({}) == Settings()


def test_every_variable_is_read() -> None:
    environ = {
        "CASEPATH_DATA": "/srv/casepath",
        "CASEPATH_LANGUAGE": "en",
        "CASEPATH_SEARCH_ENGINE": "tantivy",
        "CASEPATH_SITE_NAME": "Farsail",
        "CASEPATH_PORTAL_URL": "https://help.farsail.example/",
        "CASEPATH_OWN": "400-800-0199, help.farsail.example",
        "CASEPATH_CASE_NUMBERS": r"HD\d{6} REQ-\d+",
        "CASEPATH_MAX_FILE_MB": "5",
        "CASEPATH_ATTACHMENTS": "text",
        "CASEPATH_SECURE_COOKIES": "yes",
        "CASEPATH_FOUR_EYES": "off",
    }
    assert read_settings(environ) == Settings(
        data=Path("/srv/casepath"),
        language="en",
        engine="tantivy",
        site_name="Farsail",
        portal_url="https://help.farsail.example",
        own=("400-800-0199", "help.farsail.example"),
        case_numbers=(r"HD\d{6}", r"REQ-\d+"),
        max_file_mb=5,
        attachments="text",
        secure_cookies=True,
        four_eyes=False,
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("CASEPATH_LANGUAGE", "fr"),
        ("CASEPATH_SEARCH_ENGINE", "grep"),
        ("CASEPATH_PORTAL_URL", "help.example"),
        ("CASEPATH_MAX_FILE_MB", "0"),
        ("CASEPATH_MAX_FILE_MB", "-1"),
        ("CASEPATH_ATTACHMENTS", "all"),
        ("CASEPATH_SECURE_COOKIES", "perhaps"),
    ],
)
def test_a_value_that_cannot_be_used_is_named(key: str, value: str) -> None:
    with pytest.raises(InvalidSettingError, match=key):
        read_settings({key: value})
