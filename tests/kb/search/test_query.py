"""What people type becomes a query, whatever it is."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.search.query import LONGEST, MOST_PARTS, parse


def test_words_stay_words() -> None:
    query = parse("  skype   卡顿 ")
    assert (query.words, query.phrases, query.excluded, query.filters) == ("skype 卡顿", (), (), {})


@pytest.mark.parametrize(
    "quoted", ['"special pool"', "“special pool”", "„special pool”", "「special pool」"]
)
def test_quotes_make_a_phrase(quoted: str) -> None:
    query = parse(f"verifier {quoted} on")
    assert (query.words, query.phrases) == ("verifier on", ("special pool",))


def test_an_open_quote_ends_with_the_text() -> None:
    assert parse('say "special pool').phrases == ("special pool",)


def test_a_minus_excludes_a_word_or_a_phrase() -> None:
    query = parse('蓝屏 -财务 -"blue sky"')
    assert (query.words, query.excluded) == ("蓝屏", ("财务", "blue sky"))


@pytest.mark.parametrize("text", ["-2147023436", "−2147023436", "a - b", "-", "x-y"])
def test_a_minus_that_excludes_nothing(text: str) -> None:
    query = parse(text)
    assert (query.words, query.excluded) == (text, ())


def test_a_star_makes_a_prefix() -> None:
    query = parse("scada* *a* ab* 蓝*")
    assert query.prefixes == ("scada", "ab")
    assert query.words == "a 蓝"


def test_fields_filter() -> None:
    query = parse('蓝屏 kind:case year:2020 year:2021 product:"Windows 10 1809" Customer：湖东')
    assert query.words == "蓝屏"
    assert query.filters == {
        "kind": ("case",),
        "year": ("2020", "2021"),
        "product": ("Windows 10 1809",),
        "customer": ("湖东",),
    }


@pytest.mark.parametrize(
    "text", [r"C:\Windows", "error:5", "kind:", "kind: case", "http://a.example/kind:x"]
)
def test_other_colons_are_text(text: str) -> None:
    assert parse(text).filters == {}
    assert parse(text).words == text


def test_pasted_text_is_taken_literally() -> None:
    log = 'dism -online -cleanup-image\nkind:case "quoted" star*'
    query = parse(log)
    assert query.pasted
    assert (query.words, query.phrases, query.excluded, query.filters) == (log, (), (), {})
    assert parse(" ".join(["-word"] * 40)).pasted


def test_there_are_limits() -> None:
    assert len(parse("x" * 1_000_000).words) == LONGEST
    many = parse("".join(f'"{n}"' for n in range(5000)))
    assert len(many.phrases) <= MOST_PARTS


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet=st.sampled_from('ab 蓝"“”-*:kind\\\n\t\x00\ud800（'), max_size=60))
def test_nothing_typed_is_an_error(text: str) -> None:
    query = parse(text)
    assert query.text == text[:LONGEST].strip()
    assert set(query.filters) <= {"kind"}
