"""The contract of an engine; the same tests for both."""

from datetime import date
from pathlib import Path
from zlib import crc32

import pytest

from kb.search.documents import Document, Kind, key_of
from kb.search.port import AnyOf, Engine, Held, Plan, Wanted
from tests.kb.search.conftest import ENGINES, engine_of
from tests.kb.search.made import article, case, filled, ids


def test_an_empty_engine_holds_nothing(engine: Engine) -> None:
    assert engine.held() == Held()
    reader = engine.reader()
    assert reader.count() == 0
    assert ids(reader, "蓝屏") == []
    assert reader.values("product") == ()
    assert reader.search(Plan(everything=True), 5).total == 0


def test_a_stored_document_comes_back_whole(engine: Engine) -> None:
    document = case(
        "CAS-1",
        "蓝屏",
        also="BSOD",
        codes=("0x1e",),
        summary="问题",
        steps="一\n二",
        body="正文 body",
        products=("Windows 10",),
        customer="湖东",
        engineers=("韩",),
        solved=True,
    )
    reader = filled(engine, document)
    place = reader.place(document.key)
    assert place is not None
    assert reader.document(place) == document
    assert reader.card(place).title == "蓝屏"
    assert reader.card(place).body == ""
    assert reader.place(key_of(Kind.CASE, "CAS-2")) is None


def test_what_the_index_holds_of_the_feed_is_told(engine: Engine) -> None:
    engine.update((), (), Held("abc", 7))
    assert engine.held() == Held("abc", 7)
    engine.update([case("CAS-1", "x")], (), Held("abc", 9))
    assert engine.held() == Held("abc", 9)
    assert engine.reader().count() == 1


def test_a_document_of_the_same_key_is_replaced(engine: Engine) -> None:
    filled(engine, case("CAS-1", "alpha"), case("CAS-2", "beta"))
    reader = filled(engine, case("CAS-1", "gamma"), position=2)
    assert reader.count() == 2
    assert ids(reader, "alpha") == []
    assert ids(reader, "gamma") == ["CAS-1"]
    assert ids(reader, "beta") == ["CAS-2"]


def test_a_case_and_an_article_of_one_id_are_two_documents(engine: Engine) -> None:
    reader = filled(engine, case("same", "alpha"), article("same", "alpha"))
    assert reader.count() == 2


def test_a_deleted_document_is_gone(engine: Engine) -> None:
    filled(engine, case("CAS-1", "alpha"), case("CAS-2", "alpha"))
    engine.update((), [key_of(Kind.CASE, "CAS-1"), "case:unknown"], Held("feed", 2))
    reader = engine.reader()
    assert ids(reader, "alpha") == ["CAS-2"]
    assert reader.search(Plan(everything=True), 5).total == 1


def test_the_generation_rises_and_a_view_stays_what_it_was(engine: Engine) -> None:
    filled(engine, case("CAS-1", "alpha"))
    before = engine.generation()
    filled(engine, case("CAS-2", "alpha"), position=2)
    assert engine.generation() > before
    assert engine.reader().generation == engine.generation()


def test_another_process_sees_what_was_written(engine: Engine, tmp_path: Path) -> None:
    other = engine_of(engine.name, tmp_path)
    assert other.reader().count() == 0
    filled(engine, case("CAS-1", "alpha"))
    assert ids(other.reader(), "alpha") == ["CAS-1"]
    filled(engine, case("CAS-2", "alpha"), position=2)
    assert sorted(ids(other.reader(), "alpha")) == ["CAS-1", "CAS-2"]


def test_clearing_forgets_everything(engine: Engine) -> None:
    filled(engine, case("CAS-1", "alpha"))
    before = engine.generation()
    engine.clear()
    assert engine.held() == Held()
    assert engine.reader().count() == 0
    filled(engine, case("CAS-2", "beta"))
    assert engine.generation() != before
    assert ids(engine.reader(), "beta") == ["CAS-2"]


def test_a_word_in_the_head_counts_more_than_one_below(engine: Engine) -> None:
    below = "word " * 200
    reader = filled(
        engine,
        article("below", "something", body=f"{below} alpha"),
        article("title", "alpha", body=below),
        article("neither", "something", body=below),
    )
    assert ids(reader, "alpha") == ["title", "below"]


def test_more_of_the_wanted_terms_count_more(engine: Engine) -> None:
    reader = filled(engine, *(case(f"CAS-{n}", " ".join("abcdef"[:n])) for n in range(1, 6)))
    assert ids(reader, "a", "b", "c", "d", "e")[0] == "CAS-5"
    assert len(ids(reader, "a", "b", "c", "d", "e")) == 5


def test_a_boost_changes_the_order(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "alpha one"), case("CAS-2", "beta two"))
    plan = Plan(wanted=(Wanted("alpha", 0.5), Wanted("beta", 2.0)))
    found = reader.search(plan, 10).candidates
    assert [reader.card(one.place).id for one in found] == ["CAS-2", "CAS-1"]
    assert found[0].score > found[1].score > 0


def test_a_term_that_is_not_enough_alone_makes_no_match(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "alpha beta"), case("CAS-2", "beta"))
    plan = Plan(wanted=(Wanted("alpha"), Wanted("beta", alone=False)))
    found = reader.search(plan, 10)
    assert [reader.card(one.place).id for one in found.candidates] == ["CAS-1"]
    assert found.total == 1


def test_terms_that_are_enough_together_make_a_match(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "blue screen"), case("CAS-2", "blue sky"))
    terms = (Wanted("blue", alone=False), Wanted("screen", alone=False))
    plan = Plan(wanted=terms, all_of=(frozenset({"blue", "screen"}),))
    found = reader.search(plan, 10)
    assert [reader.card(one.place).id for one in found.candidates] == ["CAS-1"]


def test_any_of_some_terms_counts_once(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "print"), case("CAS-2", "printer print"), case("CAS-3"))
    found = reader.search(Plan(any_of=(AnyOf(("print", "printer"), 2.5),)), 10)
    assert sorted(reader.card(one.place).id for one in found.candidates) == ["CAS-1", "CAS-2"]
    assert [round(one.score, 4) for one in found.candidates] == [2.5, 2.5]


def test_required_terms_must_all_be_there(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "alpha beta"), case("CAS-2", "alpha"))
    assert ids(reader, "alpha", required=(frozenset({"alpha", "beta"}),)) == ["CAS-1"]


def test_excluded_terms_must_not_all_be_there(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "alpha beta"), case("CAS-2", "alpha gamma"))
    assert ids(reader, "alpha", excluded=(frozenset({"beta"}),)) == ["CAS-2"]
    assert sorted(ids(reader, "alpha", excluded=(frozenset({"beta", "gamma"}),))) == [
        "CAS-1",
        "CAS-2",
    ]


def test_filters_leave_documents_with_one_of_the_values(engine: Engine) -> None:
    reader = filled(
        engine,
        case("CAS-1", "alpha", products=("Skype",), codes=("0x1e",)),
        case("CAS-2", "alpha", products=("Office", "Skype"), customer="湖东"),
        article("a", "alpha", day=date(2024, 1, 1)),
    )
    assert sorted(ids(reader, "alpha", filters={"product": ("Skype",)})) == ["CAS-1", "CAS-2"]
    assert ids(reader, "alpha", filters={"product": ("Office",), "kind": ("case",)}) == ["CAS-2"]
    assert ids(reader, "alpha", filters={"year": ("2024",)}) == ["a"]
    assert ids(reader, "alpha", filters={"code": ("0x1e", "0x2")}) == ["CAS-1"]
    assert ids(reader, "alpha", filters={"customer": ("湖东",)}) == ["CAS-2"]
    assert ids(reader, "alpha", filters={"customer": ()}) == []
    assert reader.values("product") == ("Office", "Skype")


def test_facets_count_what_matches(engine: Engine) -> None:
    filled(
        engine,
        case("CAS-1", "alpha", products=("Skype",)),
        case("CAS-2", "alpha", products=("Skype", "Office")),
        case("CAS-3", "beta", products=("Skype",)),
    )
    reader = filled(engine, case("CAS-1", "alpha", products=("Office",)), position=2)
    found = reader.search(Plan(wanted=(Wanted("alpha"),)), 1)
    assert found.total == 2
    assert len(found.candidates) == 1
    assert found.facets["product"] == {"Office": 2, "Skype": 1}
    assert found.facets["kind"] == {"case": 2}
    assert found.facets["year"] == {"2021": 2}
    assert reader.search(Plan(wanted=(Wanted("alpha"),)), 1, facets=False).facets == {}


def test_everything_comes_newest_first(engine: Engine) -> None:
    reader = filled(
        engine,
        case("old", "x", day=date(2019, 1, 1)),
        case("none", "x", day=None),
        case("new", "x", day=date(2023, 1, 1)),
    )
    assert ids(reader, everything=True) == ["new", "old", "none"]
    assert ids(reader, "x", newest_first=True) == ["new", "old", "none"]
    assert ids(reader, everything=True, filters={"year": ("2019",)}) == ["old"]


def test_terms_and_their_frequencies_are_told(engine: Engine) -> None:
    reader = filled(engine, case("CAS-1", "print printer"), case("CAS-2", "printer"))
    assert reader.frequency("print") == 1
    assert reader.frequency("printer") == 2
    assert reader.frequency("unknown") == 0
    assert reader.expand("pri", 10) == ("printer", "print")
    assert reader.expand("pri", 1) == ("printer",)
    assert reader.expand("zzz", 10) == ()


def test_traits_are_told(engine: Engine) -> None:
    day = date(2022, 2, 2)
    document = article("a", "x", solved=True, day=day)
    reader = filled(engine, document, case("CAS-1", "x", solved=False))
    places = [reader.place(one.key) for one in (document, case("CAS-1"))]
    known = reader.traits([place for place in places if place is not None])
    assert [(one.kind, one.solved, one.day) for one in known] == [
        (Kind.ARTICLE, True, day.toordinal()),
        (Kind.CASE, False, date(2021, 5, 4).toordinal()),
    ]


def test_merging_changes_nothing_that_is_found(engine: Engine) -> None:
    rounds = 20
    for number in range(rounds):
        filled(engine, case(f"CAS-{number}", f"alpha word{number}"), position=number + 1)
    engine.update((), [key_of(Kind.CASE, "CAS-3")], Held("feed", rounds + 1))
    expected = sorted(ids(engine.reader(), "alpha"))
    assert engine.is_scattered()
    engine.merge()
    assert not engine.is_scattered()
    assert sorted(ids(engine.reader(), "alpha")) == expected
    assert len(expected) == rounds - 1
    assert ids(engine.reader(), "word7") == ["CAS-7"]
    assert engine.held() == Held("feed", rounds + 1)


def test_strange_texts_are_kept_and_found(engine: Engine) -> None:
    document = Document(Kind.CASE, "CAS-\ud800", "a\x00b \ud83d 池", customer="\udfff")
    reader = filled(engine, document)
    assert reader.count() == 1
    assert ids(reader, "池") != []


def test_both_engines_put_documents_in_the_same_order(tmp_path: Path) -> None:
    texts = ["alpha beta", "alpha", "beta gamma alpha", "gamma " * 9, "alpha " * 5 + "delta"]
    documents = [article(f"d{n}", text, body=text * n) for n, text in enumerate(texts)]
    orders = []
    for name in ENGINES:
        reader = filled(engine_of(name, tmp_path), *documents)
        orders.append([ids(reader, *terms) for terms in (["alpha"], ["beta", "gamma"], ["delta"])])
    assert orders[0] == orders[1]


@pytest.mark.parametrize("name", ENGINES)
def test_an_index_of_another_format_is_as_good_as_none(name: str, tmp_path: Path) -> None:
    filled(engine_of(name, tmp_path), case("CAS-1", "alpha"))
    contents, seal = tmp_path / "whoosh" / "contents.json", tmp_path / "tantivy" / "seal.json"
    if name == "tantivy":
        seal.write_bytes(seal.read_bytes().replace(b"analyzer", b"other"))
    else:
        text = contents.read_bytes().partition(b"\n")[2].replace(b"analyzer", b"other")
        contents.write_bytes(b"%08x\n" % crc32(text) + text)
    engine = engine_of(name, tmp_path)
    assert engine.held() == Held()
    assert ids(filled(engine, case("CAS-2", "beta")), "alpha") == []
