"""How fast the search is, beside SQLite's FTS5 and bare tantivy on the same documents and queries.

    python -m tests.bench.search_speed [FOLDER] [--sizes N,N] [--engines NAME,NAME] [--json]

FOLDER holds `corpus_en.jsonl.xz` and `corpus_zh.jsonl.xz`, from whose paragraphs documents are
mixed; without one the product's own articles, trees and samples are used. Every contestant works
in processes of its own: one that builds, one that asks.
"""

import argparse
import json
import os
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter, process_time, time

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # run as a file, too

from kb.search.documents import Document
from tests.bench.contestants import Contestant, open_contestant
from tests.bench.mixture import documents, read_paragraphs
from tests.bench.questions import hostile, questions

CONTESTANTS = ("whoosh", "tantivy", "tantivy alone", "raw tantivy", "fts5")
SIZES = (5_000, 20_000, 100_000)
SIZES_ALONE = (5_000,)
"""Where there is no folder of texts."""
SAMPLE = 3_000
"""Documents from which queries are taken."""
EACH = 30
"""Queries of a kind."""
WORKER = 100
"""Queries after which the memory of a process is read."""
ONE_MORE = 5
"""Documents that are added one by one."""
Row = dict[str, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """Milliseconds of the queries of one kind, by the clock and of the processor."""

    p50: float
    p95: float
    max: float
    cpu_p50: float
    cpu_p95: float


@dataclass(frozen=True, slots=True)
class Work:
    """What one process does, and where its files lie."""

    contestant: str
    folder: Path
    began: float = 0.0

    def open(self) -> Contestant:
        return open_contestant(self.contestant, self.folder)

    def documents(self) -> Iterator[Document]:
        with (self.folder / "documents").open("rb") as file:
            while True:
                try:
                    yield pickle.load(file)
                except EOFError:
                    return


def build(work: Work) -> Row:
    """Indexes all documents."""
    contestant = work.open()
    before, wall, cpu = memory("VmRSS"), perf_counter(), process_time()
    contestant.add(work.documents())
    seconds, total = perf_counter() - wall, sum(1 for _ in work.documents())
    return {
        "seconds": seconds,
        "cpu_seconds": process_time() - cpu,
        "documents_per_second": total / seconds,
        "peak_mb": memory("VmHWM"),
        "before_mb": before,
    }


def ask(work: Work) -> dict[str, object]:
    """Starts on an index that is there, asks everything, adds documents one by one."""
    kinds = json.loads((work.folder / "questions").read_text("utf-8"))
    contestant = work.open()
    contestant.ask("蓝屏 error")
    start = time() - work.began
    mixed = [text for texts in zip(*kinds.values(), strict=True) for text in texts]
    figures = {name: [_timed(contestant, text) for text in texts] for name, texts in kinds.items()}
    asked = {name: _asked(times) for name, times in figures.items()}
    asked["all of these"] = _asked([pair for times in figures.values() for pair in times])
    asked["hostile"] = _asked([_timed(contestant, text) for text in hostile()])
    return {
        "start_s": start,
        "kinds": {name: asdict(one) for name, one in asked.items()},
        "one_more_ms": median(_one_more(work, contestant)),
        "asked": len(mixed),
    }


def serve(work: Work) -> Row:
    """The memory of a process that has answered some queries of all kinds."""
    kinds = json.loads((work.folder / "questions").read_text("utf-8"))
    mixed = [text for texts in zip(*kinds.values(), strict=True) for text in texts]
    contestant = work.open()
    for text in mixed[:WORKER]:
        contestant.ask(text)
    return {"worker_mb": memory("VmRSS")}


STAGES: dict[str, Callable[[Work], object]] = {"build": build, "serve": serve, "ask": ask}


def memory(name: str) -> float:
    """Megabytes that this process has (`VmRSS`) or had at most (`VmHWM`)."""
    lines = Path("/proc/self/status").read_text("ascii", errors="replace").splitlines()
    return int(next(line for line in lines if line.startswith(name)).split()[1]) / 1024


def _timed(contestant: Contestant, text: str) -> tuple[float, float]:
    wall, cpu = perf_counter(), process_time()
    contestant.ask(text)
    return (perf_counter() - wall) * 1000, (process_time() - cpu) * 1000


def _asked(times: list[tuple[float, float]]) -> Asked:
    wall, cpu = (sorted(column) for column in zip(*times, strict=True))
    part = int(len(times) * 0.95)
    return Asked(median(wall), wall[part], wall[-1], median(cpu), cpu[part])


def _one_more(work: Work, contestant: Contestant) -> Iterator[float]:
    pattern = next(work.documents())
    for number in range(ONE_MORE):
        word = f"onemore{number}x{os.getpid()}"
        began = perf_counter()
        contestant.add([replace(pattern, id=word.upper(), title=f"{word} {pattern.title}")])
        found = contestant.ask(word)
        yield (perf_counter() - began) * 1000
        if word.upper() not in found:
            raise RuntimeError(f"{work.contestant} does not find what was just added")


def measure(source: Path | None, size: int, names: list[str]) -> dict[str, dict[str, object]]:
    """Figures of all contestants for one number of documents."""
    found: dict[str, dict[str, object]] = {}
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made = documents(read_paragraphs(source), size)
        with (folder / "documents").open("wb") as file:
            for one in made:
                pickle.dump(one, file)
        sample = list(islice(Work("", folder).documents(), SAMPLE))
        kinds = questions(sample, EACH)
        (folder / "questions").write_text(json.dumps(kinds), "utf-8")
        for name in names:
            found[name] = {}
            for stage in STAGES:
                found[name] |= _in_own_process(stage, name, folder)
    return found


def _in_own_process(stage: str, name: str, folder: Path) -> dict[str, object]:
    command = [sys.executable, "-m", "tests.bench.search_speed", "--stage", stage, name, folder]
    command.append(str(time()))
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, check=True)
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


def main(arguments: list[str]) -> int:
    """Prints a table for each number of documents, or everything as JSON."""
    if arguments[:1] == ["--stage"]:
        _, stage, name, folder, began = arguments
        print(json.dumps(STAGES[stage](Work(name, Path(folder), float(began)))))
        return 0
    options = _options(arguments)
    found = {}
    for size in options.sizes or (SIZES if options.folder else SIZES_ALONE):
        found[size] = measure(options.folder, size, options.engines)
        if not options.json:
            print("\n".join(table(size, found[size])), flush=True)
    if options.json:
        print(json.dumps(found, ensure_ascii=False))
    return 0


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("folder", type=Path, nargs="?")
    parser.add_argument("--sizes", type=lambda text: list(map(int, text.split(","))))
    parser.add_argument("--engines", type=lambda text: text.split(","), default=CONTESTANTS)
    parser.add_argument("--json", action="store_true")
    return parser.parse_args(arguments)


def table(size: int, found: dict[str, dict[str, object]]) -> Iterator[str]:
    """Lines of figures; behind each figure, how many times that of the first contestant it is."""
    yield f"\n{size:,} documents{'':17}" + "".join(f"{name:>22}" for name in found)
    for name in ("documents_per_second", "peak_mb", "start_s", "worker_mb", "one_more_ms"):
        yield _line(name.replace("_", " "), [float(str(one[name])) for one in found.values()])
    kinds = [dict(one["kinds"]) for one in found.values()]  # type: ignore[call-overload]
    for kind in kinds[0]:
        for part in ("p50", "p95", "max"):
            yield _line(f"{kind}, {part} ms", [one[kind][part] for one in kinds])


def _line(name: str, figures: list[float]) -> str:
    ratios = (f"{one:,.2f} ({one / (figures[0] or 1):.2f}×)" for one in figures)
    return f"{name:34}" + "".join(f"{text:>22}" for text in ratios)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
