"""The search page."""

import re
from collections.abc import Callable

import pytest

from kb.store import Search
from tests.webapp.conftest import CASE, Visitor
from webapp.services import Services

HIT = f'class="hit__title"><a href="/cases/{CASE.number}"'
SECRET = "Kestrel#2291"


def links(page: str) -> set[str]:
    return {link.replace("&amp;", "&") for link in re.findall(r'href="([^"]+)"', page)}


def test_words_lead_to_hits_with_marks(engineer: Visitor) -> None:
    page = engineer.text("/search?q=缓存损坏")
    assert HIT in page
    assert "<mark>" in page
    assert '<span class="badge badge--resolved">resolved</span>' in page


def test_a_case_number_leads_straight_to_its_page(engineer: Visitor) -> None:
    answer = engineer.get(f"/search?q={CASE.number.lower()}")
    assert (answer.status_code, answer.location) == (302, f"/cases/{CASE.number}")


def test_a_code_that_one_case_has_leads_there_and_back_to_all_hits(engineer: Visitor) -> None:
    answer = engineer.get("/search?q=0x800705B4")
    assert (answer.status_code, answer.location) == (302, f"/cases/{CASE.number}?q=0x800705B4")
    page = engineer.text(str(answer.location))
    assert "Only this case has the code" in page
    assert "/search?q=0x800705B4&all=1" in links(page)
    assert HIT in engineer.text("/search?q=0x800705B4&all=1")


def test_a_kind_narrows_the_hits_and_the_tabs_count_all_kinds(engineer: Visitor) -> None:
    page = engineer.text("/search?q=0x800705b4&kind=tree")
    assert 'href="/trees/windows-update-0x800705b4"' in page
    assert HIT not in page
    assert re.search(r'Cases <span class="number muted">1</span>', page)


def test_facets_narrow_by_links_that_can_be_taken_back(engineer: Visitor) -> None:
    page = engineer.text("/search?q=更新&all=1")
    narrowed = next(link for link in links(page) if "year:%222024%22" in link)
    page = engineer.text(narrowed)
    assert HIT in page
    assert "/search?q=%E6%9B%B4%E6%96%B0&all=1" in links(page)


def test_hits_are_sorted_by_date_on_request(engineer: Visitor) -> None:
    page = engineer.text("/search?q=Windows&sort=newest")
    years = [int(year) for year in re.findall(r'number">\w{3} \d+, (\d{4})</span>', page)]
    assert years == sorted(years, reverse=True)
    assert '<a href="/search?q=Windows&amp;all=1">relevance</a>' in page


def test_pages_follow_each_other(engineer: Visitor) -> None:
    first = engineer.text("/search?q=Windows&all=1")
    assert "/search?page=2&q=Windows&all=1" in links(first)
    second = engineer.text("/search?q=Windows&page=2")
    hits = re.compile(r'hit__title"><a href="([^"]+)"')
    assert set(hits.findall(first)) & set(hits.findall(second)) == set()
    beyond = engineer.get("/search?q=Windows&page=99999999")
    assert (beyond.status_code, beyond.location) == (302, "/search?q=Windows&all=1")


def test_codes_in_the_query_are_explained(engineer: Visitor) -> None:
    page = engineer.text("/search?q=-2147023436 更新&all=1")
    assert "ERROR_TIMEOUT" in page
    assert "carries 0x5b4" in page


def test_a_better_spelling_is_offered(engineer: Visitor) -> None:
    page = engineer.text("/search?q=SoftwareDistributoin")
    assert "Did you mean" in page
    assert "<strong>Softwaredistribution</strong>" in page


def test_why_a_hit_was_found_is_told_on_demand(engineer: Visitor) -> None:
    page = engineer.text("/search?q=缓存 0x800705b4&all=1")
    link = next(link for link in links(page) if link.startswith("/search/why") and "case" in link)
    told = engineer.text(link)
    assert "<mark>0x800705b4</mark>" in told
    assert "as typed" in told
    assert re.search(r"\d+ %</td>", told)


def test_a_hit_that_is_not_there_has_no_reasons(engineer: Visitor) -> None:
    assert "None of the words" in engineer.text("/search/why?q=x&kind=case&id=none")
    assert "None of the words" in engineer.text("/search/why")


def test_nothing_found_says_what_to_do(engineer: Visitor) -> None:
    assert "Nothing found" in engineer.text("/search?q=zyxwvutsr")
    assert "What can be typed" in engineer.text("/search?q=+")
    empty = engineer.text('/search?q=zyxwvutsr year:"1999"')
    assert "/search?q=zyxwvutsr&all=1" in links(empty)


def test_typed_text_is_never_markup(engineer: Visitor) -> None:
    assert "<script>alert" not in engineer.text("/search?q=<script>alert(1)</script>")
    assert "<b>" not in engineer.text("/search/why?q=<b>&kind=case&id=<b>")


@pytest.mark.parametrize(
    "query", ['"' * 3000, "year:" * 2000, '“kind:"' * 2000, "((((" * 2000, "*a* -", "\x00\x1b\x7f"]
)
def test_no_query_breaks_the_page(engineer: Visitor, query: str) -> None:
    answer = engineer.client.get("/search", query_string={"q": query, "all": "1"})
    assert answer.status_code == 200
    assert len(answer.data) < 3_000_000


def test_a_pasted_text_is_offered_to_triage(engineer: Visitor) -> None:
    page = engineer.text(f"/search?q={'word ' * 40}")
    assert "This looks like a text that was pasted" in page


def test_trees_are_suggested_in_the_language_that_is_typed(engineer: Visitor) -> None:
    texts = {one["url"]: one["text"] for one in suggested(engineer, "isolation")}
    assert texts["/trees/skype-isolation"] == "Skype lag: isolation on a clean system"
    texts = {one["url"]: one["text"] for one in suggested(engineer, "卡顿")}
    assert texts["/trees/skype-isolation"].startswith("Skype 卡顿")


def suggested(visitor: Visitor, typed: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = visitor.get(f"/search/suggest?q={typed}").get_json()
    return found


def test_titles_numbers_and_codes_are_suggested(engineer: Visitor) -> None:
    number = f"{CASE.number} {CASE.title}"
    line = {"text": number, "kind": "number", "label": "case", "url": f"/cases/{CASE.number}"}
    assert line in suggested(engineer, "cas-0500")
    assert {"text": "0x800705b4", "kind": "code", "label": "code", "url": ""} in suggested(
        engineer, "0x8007"
    )
    assert "/trees/skype-isolation" in {one["url"] for one in suggested(engineer, "skype")}
    assert suggested(engineer, "") == []


def test_what_the_team_has_asked_is_suggested(engineer: Visitor, services: Services) -> None:
    engineer.get("/search?q=缓存损坏怎么办")
    engineer.get("/insights/")
    assert [one["label"] for one in suggested(engineer, "缓存损")][:1] == ["asked before"]


def test_a_search_is_kept_under_a_name_for_oneself_only(
    engineer: Visitor, reviewer: Visitor
) -> None:
    engineer.post("/search/saved", q='更新 year:"2024"', name="Updates of 2024")
    assert ">Updates of 2024</a>" in engineer.text("/")
    assert ">Updates of 2024</a>" in engineer.text("/search")
    assert "Updates of 2024" not in reviewer.text("/search") + reviewer.text("/")
    reviewer.post("/search/saved/forget", name="Updates of 2024")
    assert "Updates of 2024" in engineer.text("/search")
    engineer.post("/search/saved/forget", name="Updates of 2024")
    assert "Updates of 2024" not in engineer.text("/search")


def test_a_kept_search_without_a_name_is_called_by_its_words(engineer: Visitor) -> None:
    engineer.post("/search/saved", q="更新  超时", name=" ")
    assert ">更新 超时</a>" in engineer.text("/search")
    engineer.post("/search/saved", q=" ", name="nothing")
    assert ">nothing</a>" not in engineer.text("/search")


def test_a_secret_in_a_kept_search_is_not_kept(engineer: Visitor, services: Services) -> None:
    engineer.post("/search/saved", q=f"password: {SECRET}", name="x")
    with services.open_store() as store:
        assert [SECRET in one.query for one in store.searches.saved("Lin Engineer")] == [False]


def unanswered(services: Services) -> list[Search]:
    with services.open_store() as store:
        services.asked.bring_in(store)
        return store.searches.unanswered()


def test_what_found_nothing_is_noted_once_however_it_is_leafed_through(
    engineer: Visitor, services: Services
) -> None:
    for more in ("", "&kind=case", "&sort=newest", "&page=2", "&all=1"):
        engineer.get(f"/search?q=zyxwvutsr{more}")
    assert [(one.query, one.times) for one in unanswered(services)] == [("zyxwvutsr", 1)]


def test_what_is_noted_holds_no_secret(engineer: Visitor, services: Services) -> None:
    engineer.get(f"/search?q=密码：{SECRET.replace('#', '%23')}")
    journal = (services.settings.data / "asked.jsonl").read_text(encoding="utf-8")
    assert "removed:password" in journal
    assert SECRET not in journal


@pytest.mark.parametrize("path", ["/search?q=x", "/search/why", "/search/suggest?q=0x8"])
def test_a_stranger_is_told_nothing(stranger: Visitor, path: str) -> None:
    answer = stranger.get(path)
    assert answer.status_code == 302
    assert str(answer.location).startswith("/sign-in")


def test_everybody_who_is_signed_in_may_search(sign_in: Callable[[str], Visitor]) -> None:
    for name in ("Lin Engineer", "Rao Reviewer", "Ada Admin"):
        assert HIT in sign_in(name).text("/search?q=缓存损坏")
