import pytest

from tests.webapp.cli.conftest import Casepath


@pytest.mark.parametrize("query", ["0x800705b4", "-2147023436", "CAS-05001-A1B2", "缓存损坏"])
def test_a_case_is_found_first(casepath: Casepath, query: str) -> None:
    found = casepath("search", query, "--kind", "case", "--json").json
    assert found["hits"][0]["id"] == "CAS-05001-A1B2"
    assert found["hits"][0]["url"] == "/cases/CAS-05001-A1B2"


def test_the_answer_keeps_its_contract(casepath: Casepath) -> None:
    found = casepath("search", "special", "pool", "--json").json
    assert set(found) == {"query", "total", "took_ms", "hits", "facets", "codes", "did_you_mean"}
    assert found["query"] == "special pool"
    assert {frozenset(hit) for hit in found["hits"]} == {
        frozenset({"id", "kind", "title", "snippet", "score", "url"})
    }


def test_hits_are_limited_in_number_and_kind(casepath: Casepath) -> None:
    found = casepath("search", "Windows", "--kind", "tree", "--limit", "2", "--json").json
    assert [hit["kind"] for hit in found["hits"]] == ["tree", "tree"]
    assert found["total"] > 2


def test_people_read_title_kind_and_passage(casepath: Casepath) -> None:
    lines = casepath.ok("search", "SoftwareDistribution", "--kind", "case").splitlines()
    assert lines[0] == "CAS-05001-A1B2  更新时出现 0x800705b4  (case)"
    assert lines[1].startswith("  ")
    assert "SoftwareDistribution" in lines[1]
    assert lines[-1].startswith("1 hit in ")


def test_a_code_is_explained_above_the_hits(casepath: Casepath) -> None:
    assert casepath.ok("search", "0x800705b4").splitlines()[0] == "0x800705b4  ERROR_TIMEOUT"


def test_nothing_found_says_what_to_try(casepath: Casepath) -> None:
    assert casepath.ok("search", "qqqzzzxxx") == (
        "Nothing found. Try fewer words, another spelling, or a part of a word.\n"
    )


@pytest.mark.parametrize("query", ['"', "-", "--", "*", "\udcff", "kind:", "a" * 5000])
def test_nothing_that_can_be_typed_is_an_error(casepath: Casepath, query: str) -> None:
    answer = casepath("search", "--json", "--", query)
    assert (answer.code, answer.err) == (0, "")
