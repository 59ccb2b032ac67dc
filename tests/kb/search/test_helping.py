"""Better spellings, type-ahead, similar documents, and why something was found."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import Index
from kb.search.asking import Why
from kb.search.glossary import shipped
from kb.search.port import Engine
from kb.search.similar import similar
from kb.search.spelling import distance
from kb.search.suggesting import suggest
from kb.search.why import reasons
from kb.store import Store
from tests.kb.search.made import article, ask, case, filled


def test_a_misspelt_word_is_spelt_as_documents_have_it(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "The kerfuffle of spoolers", body="a Kerfuffle"))
    assert ask(reader, "kerfufle").did_you_mean == "kerfuffle"
    assert ask(reader, "Kerfufle in the morning").did_you_mean == "Kerfuffle in the morning"
    assert ask(reader, "kerfuffle").did_you_mean == ""


def test_a_misspelt_word_of_the_glossary_is_known(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "蓝屏"))
    assert ask(reader, "pritner").did_you_mean == "printer"


@pytest.mark.parametrize(
    "typed", ["0x800705b5", "KB4551854", "F0N8Q9", "17764", "藍屏", "xyz", "ntfs1", "PRINTER", ""]
)
def test_codes_numbers_and_short_words_are_never_spelt_better(engine: Engine, typed: str) -> None:
    reader = filled(engine, case("CAS-1", "0x800705b4 KB4551853 F0N8Q8 17763 xyy ntfs"))
    assert ask(reader, typed).did_you_mean == ""


@pytest.mark.parametrize(
    ("one", "other", "mistakes"),
    [("printer", "printer", 0), ("pritner", "printer", 1), ("print", "sprint", 1), ("ab", "ba", 1)],
)
def test_mistakes_are_counted(one: str, other: str, mistakes: int) -> None:
    assert distance(one, other, 2) == mistakes


@settings(max_examples=100, deadline=None)
@given(st.text(alphabet="abc", max_size=8), st.text(alphabet="abc", max_size=8))
def test_mistakes_are_the_same_both_ways(one: str, other: str) -> None:
    assert distance(one, other, 9) == distance(other, one, 9)
    assert (distance(one, other, 9) == 0) == (one == other)
    assert min(distance(one, other, 2), 3) == min(distance(one, other, 9), 3)


def test_titles_are_suggested_while_typing(engine: Engine) -> None:
    reader = filled(
        engine,
        article("pool", "Special pool on and off"),
        article("other", "A pool that is special"),
        article("printer", "Printer offline", body="special pool"),
    )
    lines = suggest(reader, "special po")
    assert [(one.text, one.kind, one.url) for one in lines] == [
        ("Special pool on and off", "title", "/articles/pool"),
        ("A pool that is special", "title", "/articles/other"),
    ]
    assert suggest(reader, "s") == ()
    assert suggest(reader, "x" * 100) == ()


def test_numbers_codes_and_past_searches_are_suggested(engine: Engine) -> None:
    reader = filled(engine, case("CAS-03312-T8B5Q6", "蓝屏", codes=("0x800705b4", "0x1e")))
    assert [one.kind for one in suggest(reader, "cas-033")] == ["number"]
    assert [one.text for one in suggest(reader, "0x8007")] == ["0x800705b4"]
    assert [one.text for one in suggest(reader, "0x0000001E")][:1] == ["0x1e"]
    lines = suggest(reader, "蓝", ["蓝屏 0x1e"])
    assert [(one.kind, one.text) for one in lines] == [("query", "蓝屏 0x1e"), ("title", "蓝屏")]


def test_past_searches_come_from_the_store(samples: Index, sample_store: Store) -> None:
    sample_store.searches.note([("teams 断线", 3)])
    assert ("teams 断线", "query") in {
        (one.text, one.kind) for one in samples.suggest(sample_store, "teams")
    }


def test_cases_about_the_same_are_similar(engine: Engine) -> None:
    reader = filled(
        engine,
        case("CAS-1", "财务电脑蓝屏 0x139", codes=("0x139",), summary="UKey 驱动破坏链表"),
        case("CAS-2", "前台电脑蓝屏 0x139", codes=("0x139",), summary="驱动破坏链表"),
        case("CAS-3", "打印机脱机", summary="端口错误"),
        article("a", "蓝屏 0x139"),
    )
    hits = similar(reader, shipped(), "case:CAS-1")
    assert [hit.id for hit in hits] == ["CAS-2"]
    assert 0 < hits[0].score <= 1
    assert similar(reader, shipped(), "case:CAS-3") == ()
    assert similar(reader, shipped(), "case:unknown") == ()


def test_similar_samples(samples: Index, sample_store: Store) -> None:
    ids = [hit.id for hit in samples.similar(sample_store, "case", "CAS-04102-F0N8Q3")]
    assert ids[0] in {"CAS-05217-J4C1V7", "CAS-03540-B7W3E1"}
    assert "CAS-04102-F0N8Q3" not in ids


def test_why_a_document_was_found(engine: Engine) -> None:
    reader = filled(
        engine,
        case("CAS-1", "special pool", codes=("0x1e",), body="KMODE_EXCEPTION_NOT_HANDLED 卡顿"),
        case("CAS-2", "打印机"),
    )
    told = reasons(reader, shipped(), "特殊池 0x0000001E 卡顿 scada*", "case:CAS-1")
    by_word = {one.word: one for one in told}
    assert by_word["0x1e"].why is Why.TYPED
    assert by_word["0x1e"].places == ("codes",)
    assert by_word["KMODE_EXCEPTION_NOT_HANDLED"].why is Why.CODE
    assert by_word["KMODE_EXCEPTION_NOT_HANDLED"].of == "0x0000001E"
    assert by_word["卡顿"].places == ("body",)
    assert by_word["pool"].why is Why.GLOSSARY
    assert by_word["pool"].of == "特殊池"
    assert [one.share for one in told] == sorted((one.share for one in told), reverse=True)
    assert 0 < sum(one.share for one in told) <= 1.01
    assert reasons(reader, shipped(), "卡顿", "case:CAS-2") == ()
    assert reasons(reader, shipped(), "卡顿", "case:unknown") == ()
