"""A search in its address."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.documents import FACETS
from kb.search.query import parse
from webapp.narrowing import Asked, Filter, read_address


def test_an_address_that_makes_no_sense_is_the_first_page_of_everything() -> None:
    strange = {"q": " x ", "kind": "cake", "sort": "size", "page": "-3"}
    assert read_address(strange) == Asked("x")
    assert read_address({"page": "²"}).page == 1
    assert read_address({"page": "9" * 30}).page == 50


def test_what_is_usual_is_left_out_of_an_address() -> None:
    assert Asked("x", "case", newest_first=True, page=3).address(page=2) == {
        "q": "x",
        "kind": "case",
        "sort": "newest",
        "page": 2,
    }
    assert Asked("x", "case", page=3).address(kind="") == {"q": "x", "all": 1}


@pytest.mark.parametrize(
    ("typed", "filters"),
    [
        ("更新 year:2024", [Filter("year", "2024", "更新")]),
        ('Product："Windows 10" x', [Filter("product", "Windows 10", "x")]),
        ("a customer:“晨 泽” b", [Filter("customer", "晨 泽", "a b")]),
        ('notyear:2024 code: "kind:x', []),
    ],
)
def test_filters_are_found_among_the_words(typed: str, filters: list[Filter]) -> None:
    assert list(Asked(typed).filters) == filters


values = st.text(st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"]), min_size=1)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from(FACETS), values.map(str.strip).filter(bool))
def test_a_value_narrows_to_itself_and_can_be_taken_away(field: str, value: str) -> None:
    asked = Asked("更新 超时")
    typed = str(asked.narrowed(field, value)["q"])
    if '"' in value:
        return  # such a value stands between other quotes, which it may hold as well
    assert parse(typed).filters == {field: (value,)}
    assert Asked(typed).filters == (Filter(field, value, "更新 超时"),)
