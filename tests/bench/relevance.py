"""How well the search finds: standard measures over a folder with queries and judgements.

    python -m tests.bench.relevance SETDIR [--engine whoosh|tantivy] [--limit N] [--json]

SETDIR holds `queries.tsv` (id, text), `qrels.tsv` (TREC form: query, 0, document, relevance) and
either `corpus.jsonl` (`id`, `text`, optional `title`) or a file `corpus` that names such a file,
`.jsonl` or `.jsonl.xz`, in the folder above. Everything goes through the product's own analyzer,
index and query code.
"""

import argparse
import json
import sys
import tempfile
from dataclasses import asdict, dataclass
from math import log2
from pathlib import Path
from statistics import mean, median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a file, too

from kb.search import glossary, searching
from kb.search.port import Engine, Held, Reader
from kb.search.searching import Request
from tests.bench.corpora import corpus_of, read_corpus
from webapp.services import open_engine

DEPTH = 100
Judgements = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class Measures:
    """Means over all queries that have a judgement, but for the times."""

    set: str
    engine: str
    documents: int
    queries: int
    ndcg10: float
    mrr10: float
    recall10: float
    recall100: float
    ms: float
    ms_median: float
    index_seconds: float


def measure(folder: Path, engine: str = "whoosh", limit: int = 0) -> Measures:
    """Indexes the corpus of a set in a temporary folder and asks its queries."""
    judged = read_judgements(folder / "qrels.tsv")
    queries = [
        (name, text) for name, text in read_queries(folder / "queries.tsv") if name in judged
    ]
    with tempfile.TemporaryDirectory() as place:
        index = open_engine(engine, Path(place))
        seconds = build(index, folder)
        found = ask(index.reader(), queries[:limit] if limit else queries)
        documents = index.reader().count()
        index.close()
    scores = [score(hits, judged[name]) for name, (hits, _) in found.items()]
    times = [ms for _, ms in found.values()]
    means = [round(mean(column), 4) for column in zip(*scores, strict=True)]
    return Measures(
        folder.name, engine, documents, len(found), *means,
        round(mean(times), 2), round(median(times), 2), round(seconds, 1),
    )  # fmt: skip


def build(index: Engine, folder: Path) -> float:
    """Indexes the corpus; returns the seconds it took."""
    began = perf_counter()
    index.update(read_corpus(corpus_of(folder)), (), Held("bench", 1))
    return perf_counter() - began


def ask(reader: Reader, queries: list[tuple[str, str]]) -> dict[str, tuple[list[str], float]]:
    """For each query the ids of the best documents, and milliseconds."""
    words = glossary.shipped()
    found: dict[str, tuple[list[str], float]] = {}
    for name, text in queries:
        began = perf_counter()
        searching.search(reader, words, Request(text, limit=10))
        ms = (perf_counter() - began) * 1000
        order = searching.ordered(reader, words, Request(text, limit=DEPTH, facets=False)).order
        found[name] = ([reader.card(one.place).id for one in order[:DEPTH]], ms)
    return found


def score(hits: list[str], relevant: dict[str, int]) -> tuple[float, float, float, float]:
    """nDCG@10, reciprocal rank within 10, recall within 10 and within 100."""
    gains = [relevant.get(one, 0) for one in hits[:10]]
    ideal = sorted(relevant.values(), reverse=True)[:10]
    rank = next((place for place, gain in enumerate(gains, start=1) if gain > 0), 0)
    wanted = {name for name, gain in relevant.items() if gain > 0}
    return (
        _dcg(gains) / (_dcg(ideal) or 1.0),
        1 / rank if rank else 0.0,
        len(wanted & set(hits[:10])) / len(wanted),
        len(wanted & set(hits[:100])) / len(wanted),
    )


def _dcg(gains: list[int]) -> float:
    return sum((2**gain - 1) / log2(place + 1) for place, gain in enumerate(gains, start=1))


def read_queries(path: Path) -> list[tuple[str, str]]:
    """Pairs of id and text."""
    rows = (line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines() if line)
    return [(name, text) for name, text in rows]


def read_judgements(path: Path) -> Judgements:
    """Query -> document -> relevance, only where something is relevant."""
    judged: Judgements = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line:
            query, _, document, gain = line.split()
            judged.setdefault(query, {})[document] = int(gain)
    return {query: gains for query, gains in judged.items() if any(gains.values())}


def main(arguments: list[str] | None = None) -> int:
    """Prints the measures of one set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("set", type=Path, metavar="SETDIR")
    parser.add_argument("--engine", choices=("whoosh", "tantivy"), default="whoosh")
    parser.add_argument("--limit", type=int, default=0, help="ask only the first N queries")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    measures = asdict(measure(options.set, options.engine, options.limit))
    if options.json:
        print(json.dumps(measures, ensure_ascii=False))
    else:
        print("\n".join(f"{name:14} {value}" for name, value in measures.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
