"""Queries that are meant to hurt; the times are measured by tests/bench/search_speed.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import Index
from kb.store import Store

HOSTILE = {
    "a megabyte": "蓝屏 error " * 90_000,
    "a megabyte without a blank": "a" * 1_000_000,
    "Han without a blank": "蓝屏" * 500_000,
    "quotes": '"' * 10_000,
    "phrases": '"a b" ' * 10_000,
    "infix": "*a*",
    "stars": "*" * 5_000,
    "prefixes": " ".join(f"{chr(97 + n % 26)}*" for n in range(500)),
    "brackets": "(" * 1_000 + ")" * 1_000,
    "minuses": "-" * 5_000,
    "exclusions": "-a " * 5_000,
    "control characters": "".join(map(chr, range(32))) * 50,
    "surrogates": "\ud800\udfff" * 500,
    "fields": "kind:case " * 2_000,
    "field of nothing": "kind:" * 2_000,
    "combining marks": "e" + "\u0301" * 20_000,
    "right to left": "\u202e蓝屏\u202c" * 100,
    "expanding": "\ufdfa" * 2_000,
    "regular expression": "(a+)+$ [" * 100,
    "zero width": "\u200b" * 10_000,
    "codes": "0x800705b4 " * 3_000,
    "digits": "9" * 100_000,
    "dots": "a." * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_query_has_an_answer(samples: Index, sample_store: Store, name: str) -> None:
    results = samples.search(sample_store, HOSTILE[name])
    assert results.total >= len(results.hits)
    assert samples.suggest(sample_store, HOSTILE[name]) is not None


def test_every_pair_of_printable_characters_has_an_answer(
    samples: Index, sample_store: Store
) -> None:
    printable = [chr(code) for code in range(32, 127)]
    for first in printable:
        for second in printable[::7]:
            samples.search(sample_store, first + second, limit=1, facets=False)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(samples: Index, sample_store: Store, text: str) -> None:
    results = samples.search(sample_store, text, limit=3)
    assert all(hit.segments for hit in results.hits)
