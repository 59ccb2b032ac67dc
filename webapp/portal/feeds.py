"""Files for programs: the sitemap, the Atom feeds, robots.txt."""

from collections.abc import Iterable, Sequence
from datetime import date
from urllib.parse import quote
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from articles.model import Article
from webapp.portal.model import Site

MOST_NEWS = 30
_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
_ATOM = "http://www.w3.org/2005/Atom"
_OLDEST = date(1970, 1, 1)


def sitemap(site: Site, pages: Iterable[tuple[str, date | None]]) -> bytes:
    """List all pages with their day, as sitemaps.org 0.9 asks for."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for path, day in pages:
        entry = ET.SubElement(root, "url")
        ET.SubElement(entry, "loc").text = address(site, path)
        if day is not None:
            ET.SubElement(entry, "lastmod").text = day.isoformat()
    return _written(root)


def feed(
    site: Site, language: str, articles: Sequence[tuple[Article, str, str]], home: str
) -> bytes:
    """List the newest articles of a language as an Atom feed (RFC 4287).

    Args:
        site: whose feed it is.
        language: of the articles.
        articles: each with its path and a summary.
        home: path of the page that the feed belongs to.
    """
    newest = sorted(articles, key=lambda each: (_day(each[0]), each[1]), reverse=True)[:MOST_NEWS]
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": language})
    ET.SubElement(root, "id").text = _urn(site, f"feed-{language}")
    ET.SubElement(root, "title").text = site.name
    ET.SubElement(root, "updated").text = _moment(newest[0][0] if newest else None)
    author = ET.SubElement(root, "author")
    ET.SubElement(author, "name").text = site.name
    ET.SubElement(root, "link", rel="alternate", href=_from_feed(site, home, language))
    for article, path, summary in newest:
        entry = ET.SubElement(root, "entry")
        ET.SubElement(entry, "id").text = _urn(site, path)
        ET.SubElement(entry, "title").text = article.title
        ET.SubElement(entry, "updated").text = _moment(article)
        ET.SubElement(entry, "link", rel="alternate", href=_from_feed(site, path, language))
        ET.SubElement(entry, "summary").text = summary
    return _written(root)


def robots(site: Site) -> bytes:
    """Let all crawlers in, and show them the sitemap where its address is known."""
    lines = ["User-agent: *", "Allow: /"]
    if site.url:
        lines.append(f"Sitemap: {address(site, 'sitemap.xml')}")
    return ("\n".join(lines) + "\n").encode()


def address(site: Site, path: str) -> str:
    """Return the address of a page; relative to the root where the portal's own is not known."""
    quoted = quote(path)
    return f"{site.url}/{quoted}" if site.url else quoted


def _from_feed(site: Site, path: str, language: str) -> str:
    """The address as the feed gives it: it stands in the folder of its language."""
    if site.url:
        return address(site, path)
    inside = quote(path).removeprefix(f"{language}/")
    return inside if inside != quote(path) else f"../{inside}"


def _urn(site: Site, name: str) -> str:
    return uuid5(NAMESPACE_URL, f"{site.url or site.name}/{name}").urn


def _day(article: Article) -> date:
    return article.updated or _OLDEST


def _moment(article: Article | None) -> str:
    day = _day(article) if article else _OLDEST
    return f"{day.isoformat()}T00:00:00Z"


def _written(root: ET.Element) -> bytes:
    ET.indent(root, space=" ")
    text: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"
