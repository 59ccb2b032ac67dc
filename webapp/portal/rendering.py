"""Templates to pages: every link is relative, so the portal works from any folder."""

from collections.abc import Mapping
from datetime import date
from functools import cache, partial
from posixpath import dirname, relpath
from typing import Any
from urllib.parse import quote

from babel.dates import format_date
from jinja2 import Environment, PackageLoader, StrictUndefined

from webapp.portal import paths, shelf
from webapp.portal.model import Site
from webapp.portal.words import LANGUAGES, say

ANYWHERE = "not_found.html"  # servers show it at the address that was asked for
_LOCALES = {"zh": "zh_CN", "en": "en_GB"}


class Pages:
    """Renders the pages of one portal."""

    def __init__(self, site: Site) -> None:
        self.site = site

    def render(
        self,
        template: str,
        path: str,
        language: str,
        alternates: Mapping[str, str],
        **values: Any,
    ) -> bytes:
        """Return a page as UTF-8.

        Args:
            template: its name.
            path: of the page in the portal.
            language: of the page.
            alternates: language -> path of the same page, or of the best there is, in it.
            values: what the template shows.
        """
        shown = _environment().get_template(template)
        text = shown.render(
            site=self.site,
            path=path,
            language=language,
            alternates=alternates,
            languages=LANGUAGES,
            t=partial(say, language=language),
            speak=say,
            href=partial(link, path) if template != ANYWHERE else partial(self._link, path),
            day=partial(day, language=language),
            **values,
        )
        return text.encode()

    def _link(self, origin: str, target: str) -> str:
        """The address on a page that is shown at any depth, if the portal's own is known."""
        here = link(origin, target)
        return f"{self.site.url}/{here.removeprefix('./')}" if self.site.url else here


def link(origin: str, target: str) -> str:
    """Return the way from one page to another; `target` may end in `#…` or `?…`."""
    path, mark, rest = target.partition("#")
    if not mark:
        path, mark, rest = target.partition("?")
    return quote(relpath(path, dirname(origin) or ".")) + mark + rest


def day(value: date, language: str) -> str:
    """Return a day as people write it."""
    return str(format_date(value, "long", locale=_LOCALES[language]))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("webapp.portal", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals.update(
        article_path=paths.article,
        guides_path=paths.guides,
        home_path=paths.home,
        search_path=paths.search,
        step_path=paths.step,
        summary=shelf.summary,
        tree_language=shelf.tree_language,
        tree_path=paths.tree,
    )
    return environment
