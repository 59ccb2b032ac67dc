"""Queries on the sample data: everything that was meant is among the first five hits."""

from pathlib import Path

from kb.indexing import Index
from kb.store import Store


def golden() -> list[tuple[str, set[str]]]:
    lines = (Path(__file__).parent / "golden.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(query, set(wanted.split())) for query, wanted in rows]


def test_there_are_enough_queries() -> None:
    assert len(golden()) >= 120
    assert len({query for query, _ in golden()}) == len(golden())


def test_what_was_meant_is_among_the_first_five(samples: Index, sample_store: Store) -> None:
    missed = []
    for query, wanted in golden():
        found = [hit.id for hit in samples.search(sample_store, query, limit=5).hits]
        if not wanted <= set(found):
            missed.append((query, sorted(wanted - set(found)), found))
    assert missed == []
