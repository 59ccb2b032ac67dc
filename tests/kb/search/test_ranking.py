"""What goes first."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kb.search.documents import Kind
from kb.search.port import Engine, Traits
from kb.search.ranking import prior
from tests.kb.search.made import article, ask, case, filled, found

TODAY = datetime.now(UTC).date()


def test_the_solved_case_goes_first_among_equals(engine: Engine) -> None:
    reader = filled(
        engine,
        case("CAS-1", "打印机脱机", solved=False),
        case("CAS-2", "打印机脱机", solved=True),
        case("CAS-3", "打印机脱机", solved=False),
    )
    assert found(reader, "打印机脱机")[0] == "CAS-2"


def test_the_newer_one_goes_first_among_equals(engine: Engine) -> None:
    reader = filled(
        engine,
        case("CAS-1", "打印机脱机", day=date(2012, 1, 1)),
        case("CAS-2", "打印机脱机", day=TODAY - timedelta(days=30)),
        case("CAS-3", "打印机脱机", day=None),
    )
    assert found(reader, "打印机脱机") == ["CAS-2", "CAS-1", "CAS-3"]


def test_what_makes_useful_is_mild() -> None:
    day = TODAY.toordinal()
    best = prior(Traits(Kind.CASE, solved=True, day=day), day)
    least = prior(Traits(Kind.TREE, solved=False, day=0), day)
    assert 1.0 <= least < best < 1.3


def test_the_best_case_goes_before_an_article_with_the_words_in_its_title(engine: Engine) -> None:
    reader = filled(
        engine,
        article("special-pool", "How to switch special pool on", body="special pool"),
        case("CAS-1", "蓝屏", body="we switched special pool on and found the driver"),
        case("CAS-2", "蓝屏", body="a pool of cars"),
    )
    assert found(reader, "special pool")[:2] == ["CAS-1", "special-pool"]


def test_an_article_whose_title_was_typed_goes_first(engine: Engine) -> None:
    reader = filled(
        engine,
        article("a", "Special pool"),
        case("CAS-1", "蓝屏", body="we switched special pool on"),
    )
    assert found(reader, "special pool")[0] == "a"


def test_a_case_that_answers_half_the_question_does_not_go_first(engine: Engine) -> None:
    reader = filled(
        engine,
        article("a", "Reset the BITS queue by hand", body="bits queue bitsadmin"),
        case("CAS-1", "队列", body="the bits were counted"),
    )
    assert found(reader, "reset bits queue")[0] == "a"


@pytest.mark.parametrize("typed", ["CAS-00001-AAAAAA", "cas-00001-aaaaaa", " ＣＡＳ-00001-AAAAAA "])
def test_a_number_leads_to_its_page(engine: Engine, typed: str) -> None:
    reader = filled(
        engine,
        case("CAS-00001-AAAAAA", "x"),
        case("CAS-00002-AAAAAA", "y", body="see CAS-00001-AAAAAA " * 9),
    )
    results = ask(reader, typed)
    assert results.exact == "/cases/CAS-00001-AAAAAA"
    assert results.hits[0].id == "CAS-00001-AAAAAA"


def test_a_code_of_one_case_leads_to_it(engine: Engine) -> None:
    documents = [
        case("CAS-1", "x", codes=("0x1e",)),
        case("CAS-2", "y", codes=("0x139", "0x800705b4")),
        case("CAS-3", "z", codes=("0x139",)),
        article("a", "0x1e", codes=("0x1e",)),
    ]
    reader = filled(engine, *documents)
    assert ask(reader, "0x0000001E").exact == "/cases/CAS-1"
    assert ask(reader, "1e bugcheck").exact == "/cases/CAS-1"
    assert ask(reader, "-2147023436").exact == "/cases/CAS-2"
    assert ask(reader, "0x139").exact == ""
    assert ask(reader, "0x1e 打印").exact == ""


def test_codes_find_each_other_in_any_notation(engine: Engine) -> None:
    reader = filled(
        engine,
        case("hex", "x", body="error 0x800705B4"),
        case("decimal", "x", body="error -2147023436"),
        case("inner", "x", body="ended with 0x5b4"),
        case("stop", "x", body="KMODE_EXCEPTION_NOT_HANDLED"),
    )
    for typed in ("0x800705b4", "800705b4", "2147943860", "0x5B4"):
        assert {"hex", "decimal", "inner"} <= set(found(reader, typed)), typed
    for typed in ("0x1e", "0x0000001E", "1e bugcheck"):
        assert found(reader, typed) == ["stop"], typed


def test_identifiers_are_found_whole_and_by_part(engine: Engine) -> None:
    body = "10.0.17763.1098 ntfs.sys KB4551853 SoftwareDistribution CAS-03312-F0N8Q6"
    reader = filled(engine, case("it", "x", body=body), case("other", "y"))
    parts = "17763", "10.0.17763.1098", "ntfs", "ntfs.sys", "4551853", "f0n8q6", "software", "03312"
    for typed in parts:
        assert found(reader, typed) == ["it"], typed


def test_all_words_count_and_none_is_required(engine: Engine) -> None:
    reader = filled(engine, case("both", "alpha beta"), case("one", "alpha"), case("two", "beta"))
    assert found(reader, "alpha beta gamma")[0] == "both"
    assert set(found(reader, "alpha beta gamma")) == {"both", "one", "two"}


def test_quotes_require_and_minus_excludes(engine: Engine) -> None:
    reader = filled(
        engine,
        case("phrase", "x", body="switch special pool on"),
        case("apart", "x", body="a special kind of car pool"),
        case("turned", "x", body="this pool is special"),
    )
    assert found(reader, '"special pool"') == ["phrase"]
    assert found(reader, '"SPECIAL pools"') == ["phrase"]
    assert ask(reader, '"special pool"').total == 1
    assert ask(reader, '"special pool"').facets["kind"] == {"case": 1}
    assert set(found(reader, "special pool")) == {"phrase", "apart", "turned"}
    assert set(found(reader, "special -car")) == {"phrase", "turned"}
    assert set(found(reader, 'special -"pool car"')) == {"phrase", "apart", "turned"}
    assert set(found(reader, 'special -"car pool"')) == {"phrase", "turned"}
    assert found(reader, '"pool special"') == []


def test_a_prefix_finds_its_words(engine: Engine) -> None:
    reader = filled(engine, case("a", "printing"), case("b", "printers"), case("c", "pruning"))
    assert set(found(reader, "print*")) == {"a", "b"}


def test_newest_first(engine: Engine) -> None:
    reader = filled(
        engine,
        case("old", "alpha alpha", day=date(2019, 1, 1)),
        case("new", "alpha beta gamma", day=date(2022, 1, 1)),
    )
    assert found(reader, "alpha", newest_first=True) == ["new", "old"]


def test_pages_follow_one_another(engine: Engine) -> None:
    reader = filled(engine, *(case(f"CAS-{n}", "alpha " * (n + 1)) for n in range(30)))
    whole = found(reader, "alpha", limit=30)
    pages = [found(reader, "alpha", limit=10, offset=start) for start in (0, 10, 20, 30)]
    assert pages == [whole[:10], whole[10:20], whole[20:], []]


def test_kinds_can_be_chosen(engine: Engine) -> None:
    reader = filled(engine, case("c", "alpha"), article("a", "alpha"))
    assert found(reader, "alpha", kind="article") == ["a"]
    assert found(reader, "alpha kind:case") == ["c"]


def test_the_json_has_what_was_promised(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "0x1E <蓝屏>", codes=("0x1e",)))
    told = ask(reader, "0x1e 蓝屏").as_dict()
    assert list(told) == [
        "query", "total", "took_ms", "hits", "facets", "codes", "did_you_mean",
    ]  # fmt: skip
    assert told["codes"] == ["0x1e"]
    (hit,) = told["hits"]  # type: ignore[misc]
    assert list(hit) == ["id", "kind", "title", "snippet", "score", "url"]
    assert (hit["id"], hit["kind"], hit["url"]) == ("CAS-1", "case", "/cases/CAS-1")
