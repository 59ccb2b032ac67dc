"""All files of the portal, as paths and bytes."""

from collections.abc import Iterator
from datetime import date
from importlib.resources import files

from webapp.portal import article_pages, feeds, guide_pages, paths, shelf
from webapp.portal.entries import entries
from webapp.portal.index import script
from webapp.portal.model import Site
from webapp.portal.public import Public
from webapp.portal.rendering import Pages
from webapp.portal.words import LANGUAGES

ASSETS = ("icon.svg", "portal.css", "portal.js", "theme.js")
NOT_FOUND = "404.html"


def write(public: Public, site: Site) -> dict[str, bytes]:
    """Return every file of the portal; the same input gives the same bytes."""
    pages = Pages(site)
    made: dict[str, bytes] = {}
    for language in LANGUAGES:
        made.update(article_pages.write(public, pages, language))
        made.update(guide_pages.write(public, pages, language))
        made[f"{language}/{paths.FEED}"] = _feed(public, site, language)
    listed = sorted(made)
    made.update(_root(public, pages))
    days = {paths.article(each): each.updated for each in public.articles.values()}
    made["sitemap.xml"] = feeds.sitemap(site, _places(listed, days))
    return dict(sorted(made.items()))


def _root(public: Public, pages: Pages) -> Iterator[tuple[str, bytes]]:
    """Yield what stands above the languages."""
    language = pages.site.language
    homes = {each: paths.home(each) for each in LANGUAGES}
    yield paths.HOME, article_pages.home(public, pages, language, paths.HOME)
    yield NOT_FOUND, pages.render("not_found.html", NOT_FOUND, language, homes)
    yield "robots.txt", feeds.robots(pages.site)
    yield "assets/index.js", script(entries(public)).encode()
    for name in ASSETS:
        yield f"assets/{name}", files("webapp.portal").joinpath("static", name).read_bytes()


def _feed(public: Public, site: Site, language: str) -> bytes:
    own = [each for each in public.articles.values() if each.language == language]
    news = [(each, paths.article(each), shelf.summary(each)) for each in own]
    return feeds.feed(site, language, news, paths.home(language))


def _places(listed: list[str], days: dict[str, date | None]) -> Iterator[tuple[str, date | None]]:
    return ((path, days.get(path)) for path in listed if path.endswith(".html"))
