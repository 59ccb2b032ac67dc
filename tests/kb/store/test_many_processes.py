"""Several processes on one store: they wait for each other, and a killed one leaves no half case."""

import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection as Pipe
from multiprocessing.process import BaseProcess
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from kb.store import open_store
from kb.store.upkeep import damage
from tests.kb.store.made import case, message

SPAWNED = multiprocessing.get_context("spawn")
FORKED = multiprocessing.get_context("fork")
EACH = 40
LONGEST_WAIT = 60


def write(folder: Path, name: str) -> None:
    with open_store(folder) as store:
        for n in range(EACH):
            store.cases.put(case(f"{name}-{n:03}"))


def follow(folder: Path, wanted: int, result: Pipe) -> None:
    """Read the feed while others write, until that many cases were seen."""
    seen: list[str] = []
    last = 0
    with open_store(folder) as store:
        while len(seen) < wanted:
            for change in store.changes.since(last, limit=7):
                assert store.cases.find(change.id) is not None
                seen.append(change.id)
                last = change.seq
    result.send(seen)


def write_for_ever(folder: Path, result: Pipe) -> None:
    with open_store(folder) as store:
        for n in range(100_000):
            number = f"K-{n:06}"
            store.cases.put(case(number, messages=tuple(message(m) for m in range(1, 25))))
            result.send(number)


@contextmanager
def running(*processes: BaseProcess) -> Iterator[None]:
    """The processes, ended at the latest with the test."""
    for process in processes:
        process.start()
    try:
        yield
    finally:
        for process in processes:
            process.kill()
            process.join()


def received(pipe: Pipe) -> object:
    assert pipe.poll(LONGEST_WAIT)
    return pipe.recv()


def open_together(folder: Path, start: Barrier) -> None:
    start.wait()
    open_store(folder).close()


@pytest.mark.parametrize("attempt", range(6))
def test_processes_that_start_together_make_one_store(folder: Path, attempt: int) -> None:
    start = FORKED.Barrier(6)
    processes = [FORKED.Process(target=open_together, args=(folder, start)) for _ in range(6)]
    with running(*processes):
        for process in processes:
            process.join(LONGEST_WAIT)
        assert [process.exitcode for process in processes] == [0] * 6


def test_two_writers_lose_nothing_and_a_reader_misses_nothing(folder: Path) -> None:
    """All three also make the store together, as the workers of a site do at first start."""
    receiver, sender = SPAWNED.Pipe(duplex=False)
    processes = [
        SPAWNED.Process(target=write, args=(folder, "A")),
        SPAWNED.Process(target=write, args=(folder, "B")),
        SPAWNED.Process(target=follow, args=(folder, 2 * EACH, sender)),
    ]
    with running(*processes):
        seen = received(receiver)
        for process in processes:
            process.join(LONGEST_WAIT)
    assert [process.exitcode for process in processes] == [0, 0, 0]
    with open_store(folder) as store:
        assert sorted(seen) == store.cases.numbers()
        assert [change.seq for change in store.changes.since(0)] == list(range(1, 2 * EACH + 1))


@pytest.mark.parametrize("survivors", [1, 7])
def test_a_killed_writer_leaves_whole_cases_only(folder: Path, survivors: int) -> None:
    receiver, sender = SPAWNED.Pipe(duplex=False)
    process = SPAWNED.Process(target=write_for_ever, args=(folder, sender))
    with running(process):
        confirmed = [received(receiver) for _ in range(survivors)]
    with open_store(folder) as store:
        assert store.cases.numbers()[:survivors] == confirmed
        assert {len(each.messages) for each in store.cases.in_order()} == {24}
        assert store.changes.last() == store.cases.count()
        assert damage(store.connection) == []
