"""Queries that are meant to hurt; the times are measured by tests/bench/search_speed.py."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.indexing import Index
from kb.store import Store
from tests.kb.search.hostile import HOSTILE


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
            results = samples.search(sample_store, first + second, limit=1, facets=False)
            assert results.total >= len(results.hits)


@settings(max_examples=60, deadline=None)
@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(samples: Index, sample_store: Store, text: str) -> None:
    results = samples.search(sample_store, text, limit=3)
    assert all(hit.segments for hit in results.hits)
