"""The index follows the store and mends itself, for both engines."""

import json
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb.cases import Case, CaseStatus, Message, Summary
from kb.errors import IndexUnwritableError
from kb.indexing import Index
from kb.store import Store, open_store
from tests.kb.search.conftest import ENGINES, engine_of


def case(number: int, word: str = "卡顿") -> Case:
    return Case(
        number=f"CAS-{number:05d}-AAAAAA",
        title=f"客户反馈{word} 第{number}例",
        customer="远岫",
        status=CaseStatus.ARCHIVED,
        opened=datetime(2021, 3, 4, tzinfo=UTC),
        archived=None,
        resolution=None,
        summary=Summary(problem=f"发送消息{word}"),
        messages=(Message(1, None, "han <han@northlight.example>", (), (), "s", f"正文 {word}"),),
    )


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture(params=ENGINES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def index_of(name: str, data: Path) -> Index:
    return Index(data / "index", engine_of(name, data / "index"))


def found(index: Index, store: Store, text: str) -> list[str]:
    return sorted(hit.id[4:9] for hit in index.search(store, text, limit=100).hits)


def test_what_is_written_can_be_found_at_once(name: str, store: Store, tmp_path: Path) -> None:
    index = index_of(name, tmp_path)
    store.cases.put(case(1))
    assert found(index, store, "卡顿") == ["00001"]
    store.cases.put(case(2))
    store.cases.put(case(1, "蓝屏"))
    assert found(index, store, "卡顿") == ["00002"]
    assert found(index, store, "蓝屏") == ["00001"]
    store.cases.remove("CAS-00002-AAAAAA")
    assert found(index, store, "卡顿") == []


def test_trees_and_articles_are_followed_too(name: str, store: Store, tmp_path: Path) -> None:
    index = index_of(name, tmp_path)
    store.documents.save("article", "broken", "no front matter, yet 特殊池", "han")
    store.documents.save("tree", "broken", "tree: [", "han")
    (hit,) = index.search(store, "特殊池").hits
    assert (hit.kind, hit.id, hit.url) == ("article", "broken", "/articles/broken")


def test_the_status_tells_how_far_the_index_is(name: str, store: Store, tmp_path: Path) -> None:
    store.cases.put(case(1))
    store.cases.put(case(2))
    status = index_of(name, tmp_path).status(store)
    assert (status.engine, status.documents, status.behind) == (name, 2, 0)
    assert status.position == store.changes.last()


def test_a_missing_index_is_built_again(name: str, store: Store, tmp_path: Path) -> None:
    store.cases.put(case(1))
    index = index_of(name, tmp_path)
    assert found(index, store, "卡顿") == ["00001"]
    for path in sorted((tmp_path / "index").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (tmp_path / "index").rmdir()
    assert found(index, store, "卡顿") == ["00001"]
    assert found(index_of(name, tmp_path), store, "卡顿") == ["00001"]


def test_any_damage_is_mended_at_the_next_start(name: str, store: Store, tmp_path: Path) -> None:
    for number in range(3):
        store.cases.put(case(number))
    index_of(name, tmp_path).refresh(store)
    for path in sorted((tmp_path / "index").rglob("*")):
        whole = path.read_bytes() if path.is_file() else b""
        for place in {0, len(whole) // 3, len(whole) // 2, len(whole) - 1} if whole else ():
            if path.exists():
                path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x5A]) + whole[place + 1 :])
            assert found(index_of(name, tmp_path), store, "卡顿") == ["00000", "00001", "00002"], (
                path
            )
    for path in sorted((tmp_path / "index").rglob("*")):
        if path.is_file() and path.exists():
            path.write_bytes(b"")
            assert found(index_of(name, tmp_path), store, "卡顿") == ["00000", "00001", "00002"], (
                path
            )


def test_the_index_of_another_store_is_not_used(name: str, tmp_path: Path) -> None:
    with open_store(tmp_path / "a") as first:
        first.cases.put(case(1))
        index_of(name, tmp_path).refresh(first)
    with open_store(tmp_path / "b") as second:
        second.cases.put(case(2, "蓝屏"))
        assert found(index_of(name, tmp_path), second, "卡顿") == []
        assert found(index_of(name, tmp_path), second, "蓝屏") == ["00002"]


def test_a_restored_store_is_indexed_again(name: str, store: Store, tmp_path: Path) -> None:
    store.cases.put(case(1))
    index = index_of(name, tmp_path)
    index.refresh(store)
    store.changes.renew()
    assert found(index, store, "卡顿") == ["00001"]
    assert index.status(store).behind == 0


def test_rebuilding_finds_the_same(name: str, store: Store, tmp_path: Path) -> None:
    for number in range(4):
        store.cases.put(case(number))
    index = index_of(name, tmp_path)
    before = found(index, store, "卡顿")
    assert index.rebuild(store) == 4
    assert found(index, store, "卡顿") == before


def test_progress_is_told(name: str, store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    for number in range(3):
        store.cases.put(case(number))
    index_of(name, tmp_path).refresh(store, lambda done, total: told.append((done, total)))
    assert told[-1] == (3, 3)


def test_many_small_changes_are_merged_by_and_by(name: str, store: Store, tmp_path: Path) -> None:
    index = index_of(name, tmp_path)
    for number in range(20):
        store.cases.put(case(number))
        assert len(found(index, store, "卡顿")) == number + 1
    index.close()
    assert len(found(index, store, "卡顿")) == 20
    index.close()


@contextmanager
def full_disk() -> Iterator[None]:
    """No file can be written beyond its first byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


# Whoosh leaves its half-written file to the garbage collector.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_full_disk_leaves_the_index_as_it_was(name: str, store: Store, tmp_path: Path) -> None:
    index = index_of(name, tmp_path)
    store.cases.put(case(1))
    assert found(index, store, "卡顿") == ["00001"]
    store.cases.put(case(2))
    with full_disk():
        assert found(index, store, "卡顿") == ["00001"]
        with pytest.raises(IndexUnwritableError, match="make room, or allow writing, in"):
            index.refresh(store)
    assert found(index, store, "卡顿") == ["00001", "00002"]


def test_an_index_that_cannot_be_written_at_all_says_so(
    name: str, store: Store, tmp_path: Path
) -> None:
    store.cases.put(case(1))
    (tmp_path / "index").write_text("not a folder")
    with pytest.raises(IndexUnwritableError, match="make room, or allow writing, in"):
        found(index_of(name, tmp_path), store, "卡顿")


WRITER = """
import sys
from pathlib import Path
from tests.kb.test_indexing import case, index_of
from kb.store import open_store
data, name, start = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
with open_store(data) as store:
    index = index_of(name, data)
    print("ready", flush=True)
    for number in range(start, start + 100_000):
        store.cases.put(case(number))
        index.refresh(store)
"""


def test_a_writer_killed_at_any_moment_leaves_a_sound_index(
    name: str, store: Store, tmp_path: Path
) -> None:
    for kill, start in enumerate((1000, 2000, 3000, 4000)):
        command = [sys.executable, "-c", WRITER, str(tmp_path), name, str(start)]
        with subprocess.Popen(command, stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            until = time.monotonic() + 0.05 + 0.031 * kill
            while time.monotonic() < until:
                store.changes.last()
            os.kill(process.pid, signal.SIGKILL)
        index = index_of(name, tmp_path)
        wanted = sorted(number[4:9] for number in store.cases.numbers())
        hits = index.search(store, "卡顿", limit=10_000).hits
        assert sorted(hit.id[4:9] for hit in hits) == wanted
        index.close()


def _write(data: Path, name: str, start: int, until: float) -> None:
    with open_store(data) as store:
        index = index_of(name, data)
        number = start
        while time.time() < until:
            store.cases.put(case(number, "卡顿" if number % 2 else "蓝屏"))
            index.refresh(store)
            number += 1
        index.close()


def _read(data: Path, name: str, until: float, told: Path) -> None:
    wrong = searches = 0
    with open_store(data) as store:
        index = index_of(name, data)
        while not searches or time.time() < until:
            hits = index.search(store, "卡顿", limit=50).hits
            wrong += sum("卡顿" not in hit.title for hit in hits)
            searches += 1
        index.close()
    told.write_text(json.dumps([searches, wrong]))


def test_processes_write_and_read_side_by_side(name: str, store: Store, tmp_path: Path) -> None:
    store.cases.put(case(1))
    until = time.time() + 4
    spawn = multiprocessing.get_context("spawn")
    told = [tmp_path / f"reader-{number}.json" for number in range(2)]
    processes = [
        spawn.Process(target=_write, args=(tmp_path, name, 10_000 * number, until))
        for number in (1, 2)
    ] + [spawn.Process(target=_read, args=(tmp_path, name, until, path)) for path in told]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0, 0, 0, 0]
    for path in told:
        searches, wrong = json.loads(path.read_text())
        assert searches > 0
        assert wrong == 0
    index = index_of(name, tmp_path)
    total = index.search(store, "卡顿", limit=1).total + index.search(store, "蓝屏", limit=1).total
    assert total == store.cases.count()
    index.close()
