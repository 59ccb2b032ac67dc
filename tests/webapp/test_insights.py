"""Figures, and the list of what to write next."""

import re

from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services


def test_every_share_stands_beside_its_count(engineer: Visitor) -> None:
    page = engineer.text("/insights/")
    assert "Of all 1 cases" in page
    assert re.search(r'>2024</a></span>.*?<span class="number">1 .*?100 %', page, re.DOTALL)
    assert "Found nothing" not in page


def test_walks_are_counted_open_and_finished(engineer: Visitor) -> None:
    for _ in range(3):
        engineer.post("/walks/", tree_id="skype-isolation")
    page = engineer.text("/insights/")
    assert "1 cases, 3 walks" in page
    assert 'href="/trees/skype-isolation"' in page
    assert "How walks ended" not in page


def test_searches_in_vain_are_listed_until_somebody_is_done_with_them(
    engineer: Visitor, reviewer: Visitor
) -> None:
    for query in ("zzyzx", "zzyzx", "qqqwww"):
        engineer.get(f"/search?q={query}")
    page = reviewer.text("/insights/")
    listed = page[page.index("Found nothing") : page.index("Asked most")]
    assert re.findall(r">(zzyzx|qqqwww)</a>", listed) == ["zzyzx", "qqqwww"]
    assert "asked 2 times, last on" in listed
    reviewer.post("/insights/done", query="zzyzx")
    page = reviewer.text("/insights/")
    assert ">zzyzx</a>" not in page[page.index("Found nothing") : page.index("Asked most")]


def test_what_is_asked_most_stands_with_what_it_found(engineer: Visitor) -> None:
    for _ in range(2):
        engineer.get("/search?q=缓存损坏")
    assert re.search(
        r">缓存损坏</a>\s*<span[^>]*>asked 2 times, \d+ hits", engineer.text("/insights/")
    )


def test_names_of_people_are_not_listed(engineer: Visitor, services: Services) -> None:
    engineer.get("/search?q=zzyzx 13912345678 wu@chenze.example")
    page = engineer.text("/insights/")
    assert "13912345678" not in page
    assert "wu@chenze.example" not in page


def test_a_stranger_neither_reads_nor_marks(stranger: Visitor, engineer: Visitor) -> None:
    engineer.get("/search?q=zzyzx")
    assert stranger.get("/insights/").status_code == 302
    stranger.post("/insights/done", query="zzyzx")
    assert ">zzyzx</a>" in engineer.text("/insights/")
    assert CASE.number not in stranger.text("/insights/")
