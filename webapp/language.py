"""Which language and which colours a page is shown in."""

from flask import Flask, request
from flask_babel import Babel, get_locale

from webapp.settings import LANGUAGES

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


def translate(app: Flask, fallback: str) -> None:
    """Choose the language per request: the person's choice, the browser's, the team's."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = "translations"
    app.config["BABEL_DEFAULT_LOCALE"] = "en"

    def choose() -> str:
        chosen = request.cookies.get("language", "")
        return chosen if chosen in LANGUAGES else _from_browser(fallback)

    Babel(app, locale_selector=choose)


def _from_browser(fallback: str) -> str:
    return request.accept_languages.best_match(LANGUAGES, fallback) or fallback


def language() -> str:
    """Code of the page's language: `zh` or `en`."""
    locale = get_locale()
    return locale.language if locale is not None else "en"


def theme() -> str:
    """The colours the person chose, `auto` where they did not."""
    chosen = request.cookies.get("theme", "auto")
    return chosen if chosen in THEMES else "auto"
