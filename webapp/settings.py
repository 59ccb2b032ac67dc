"""Settings, read once from the environment. An error names the variable."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.errors import InvalidSettingError

LANGUAGES = ("zh", "en")
ENGINES = ("whoosh", "tantivy")
ATTACHMENTS = ("none", "text")


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that differs between installations.

    Attributes:
        data: folder of the database and the index.
        language: language of the site for people whose browser asks for neither.
        engine: search engine, one of `ENGINES`.
        site_name: the team's name in titles and on the portal.
        portal_url: address where the portal will stand; empty for a portal of relative links only.
        own: hotlines, addresses and sites of the team itself: never private.
        case_numbers: patterns of case numbers of the team, asked before the usual ones.
        max_file_mb: larger files are not imported.
        attachments: what is kept of attached files besides their names, one of `ATTACHMENTS`.
        secure_cookies: send cookies over HTTPS only; switch on behind a TLS proxy.
        four_eyes: an article is published by somebody who did not write it.
    """

    data: Path = Path("var")
    language: str = "zh"
    engine: str = "whoosh"
    site_name: str = "Casepath"
    portal_url: str = ""
    own: tuple[str, ...] = field(default_factory=tuple)
    case_numbers: tuple[str, ...] = ()
    max_file_mb: int = 40
    attachments: str = "none"
    secure_cookies: bool = False
    four_eyes: bool = True


def read_settings(environ: Mapping[str, str]) -> Settings:
    """Settings from `CASEPATH_…` variables.

    Raises:
        InvalidSettingError: a value cannot be used.
    """
    default = Settings()
    return Settings(
        data=Path(environ.get("CASEPATH_DATA") or default.data),
        language=_one_of(environ, "CASEPATH_LANGUAGE", LANGUAGES, default.language),
        engine=_one_of(environ, "CASEPATH_SEARCH_ENGINE", ENGINES, default.engine),
        site_name=environ.get("CASEPATH_SITE_NAME") or default.site_name,
        portal_url=_address(environ, "CASEPATH_PORTAL_URL"),
        own=_words(environ, "CASEPATH_OWN"),
        case_numbers=tuple(environ.get("CASEPATH_CASE_NUMBERS", "").split()),
        max_file_mb=_number(environ, "CASEPATH_MAX_FILE_MB", default.max_file_mb),
        attachments=_one_of(environ, "CASEPATH_ATTACHMENTS", ATTACHMENTS, default.attachments),
        secure_cookies=_switch(environ, "CASEPATH_SECURE_COOKIES", default=default.secure_cookies),
        four_eyes=_switch(environ, "CASEPATH_FOUR_EYES", default=default.four_eyes),
    )


def _one_of(environ: Mapping[str, str], key: str, allowed: tuple[str, ...], default: str) -> str:
    value = environ.get(key) or default
    if value not in allowed:
        raise InvalidSettingError(f"{key} is {value!r}; use one of: {', '.join(allowed)}")
    return value


def _number(environ: Mapping[str, str], key: str, default: int) -> int:
    value = environ.get(key) or str(default)
    if not value.isascii() or not value.isdigit() or int(value) == 0:
        raise InvalidSettingError(f"{key} is {value!r}; use a whole number above 0")
    return int(value)


def _switch(environ: Mapping[str, str], key: str, *, default: bool) -> bool:
    value = (environ.get(key) or ("yes" if default else "no")).lower()
    if value not in {"yes", "no", "true", "false", "1", "0", "on", "off"}:
        raise InvalidSettingError(f"{key} is {value!r}; use yes or no")
    return value in {"yes", "true", "1", "on"}


def _address(environ: Mapping[str, str], key: str) -> str:
    value = environ.get(key, "")
    if value and not value.startswith(("https://", "http://")):
        raise InvalidSettingError(f"{key} is {value!r}; use an address that starts with https://")
    return value.rstrip("/")


def _words(environ: Mapping[str, str], key: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in environ.get(key, "").split(",") if word.strip())
