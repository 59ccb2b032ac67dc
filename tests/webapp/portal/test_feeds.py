from datetime import datetime
from xml.etree import ElementTree as ET

from tests.webapp.portal.samples import ARTICLES, SITE, TREES
from webapp.portal.model import Site
from webapp.portal.public import public
from webapp.portal.writing import write

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
KNOWN = Site(name="Help", url="https://help.example/kb")
SHOWN = public(ARTICLES, TREES)


def parsed(site: Site, path: str) -> ET.Element:
    return ET.fromstring(write(SHOWN, site)[path])


def test_the_sitemap_lists_every_page_with_its_address_and_day() -> None:
    files = write(SHOWN, KNOWN)
    root = parsed(KNOWN, "sitemap.xml")
    entries = {entry.findtext(f"{MAP}loc"): entry.findtext(f"{MAP}lastmod") for entry in root}
    pages = {path for path in files if path.endswith(".html") and "/" in path}
    assert set(entries) == {f"https://help.example/kb/{path}" for path in pages}
    assert entries["https://help.example/kb/zh/articles/queue-stuck.html"] == "2024-05-31"
    assert entries["https://help.example/kb/zh/trees/bits-part.html"] is None


def test_without_an_address_the_sitemap_is_relative() -> None:
    root = parsed(SITE, "sitemap.xml")
    assert "zh/articles/queue-stuck.html" in [entry.findtext(f"{MAP}loc") for entry in root]


def test_the_feed_has_what_the_format_asks_for_newest_first() -> None:
    root = parsed(KNOWN, "zh/feed.xml")
    assert [entry.findtext(f"{ATOM}title") for entry in root.iter(f"{ATOM}entry")] == [
        "蓝屏 0x1e 时收集什么",
        "更新一直停在“正在下载 0%”",
    ]
    assert root.findtext(f"{ATOM}updated") == "2024-06-01T00:00:00Z"
    for element in (root, *root.iter(f"{ATOM}entry")):
        identifier, updated = (
            element.findtext(f"{ATOM}{name}") or "" for name in ("id", "updated")
        )
        link = element.find(f"{ATOM}link")
        assert identifier.startswith("urn:uuid:")
        assert datetime.fromisoformat(updated)
        assert link is not None
        assert link.attrib["href"].startswith("https://help.example/kb/zh/")


def test_without_an_address_the_feed_links_from_its_own_folder() -> None:
    links = [link.attrib["href"] for link in parsed(SITE, "en/feed.xml").iter(f"{ATOM}link")]
    assert links == ["index.html", "articles/queue-stuck-en.html"]


def test_an_entry_keeps_its_id_when_its_title_changes() -> None:
    first = [each.text for each in parsed(KNOWN, "zh/feed.xml").iter(f"{ATOM}id")]
    again = [each.text for each in parsed(KNOWN, "zh/feed.xml").iter(f"{ATOM}id")]
    assert first == again
    assert len(set(first)) == len(first)


def test_robots_are_shown_the_sitemap_where_its_address_is_known() -> None:
    assert b"Sitemap: https://help.example/kb/sitemap.xml" in write(SHOWN, KNOWN)["robots.txt"]
    assert b"Sitemap" not in write(SHOWN, SITE)["robots.txt"]
