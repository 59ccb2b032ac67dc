import os
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest

from kb.importing import ImportReport, import_paths
from kb.importing.watching import Look, Watched, look, mark, settled, watch
from kb.redaction import Redactor
from kb.store import Store, open_store
from tests.kb.mail.builders import LETTERS, eml, mbox


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    return tmp_path / "in"


def step(store: Store, folder: Path, before: Look) -> Watched:
    """One look, with a real import behind it."""

    def run(paths: Sequence[Path]) -> ImportReport:
        return import_paths(store, paths, redactor=Redactor())

    return watch(store, folder, before, run)


def steps(store: Store, folder: Path, count: int) -> list[int]:
    """Messages that each of several steps brings in."""
    seen, found = Look(), []
    for _ in range(count):
        watched = step(store, folder, seen)
        seen = watched.look
        found.append(watched.report.messages if watched.report else 0)
    return found


def test_a_file_is_imported_when_two_looks_found_it_the_same(store: Store, folder: Path) -> None:
    (folder / "a.eml").write_bytes(eml(LETTERS[0]))
    assert steps(store, folder, 4) == [0, 1, 0, 0]


def test_a_file_that_is_still_growing_waits(store: Store, folder: Path) -> None:
    path, whole = folder / "a.eml", eml(LETTERS[0])
    path.write_bytes(whole[:100])
    first = step(store, folder, Look())
    path.write_bytes(whole)
    second = step(store, folder, first.look)
    third = step(store, folder, second.look)
    assert (first.report, second.report) == (None, None)
    assert third.report is not None
    assert third.report.failed == ()
    assert store.cases.get("CAS-40312-R7W2Q9").messages[0].body == LETTERS[0].body


def test_a_restart_imports_nothing_twice(store: Store, folder: Path) -> None:
    (folder / "a.eml").write_bytes(eml(LETTERS[0]))
    assert steps(store, folder, 3) == [0, 1, 0]
    (folder / "b.eml").write_bytes(eml(LETTERS[1]))
    calls: list[Sequence[Path]] = []
    seen = Look()
    for _ in range(3):
        seen = watch(store, folder, seen, partial(_noted, calls)).look
    assert calls == [[folder / "b.eml"]]


def _noted(calls: list[Sequence[Path]], paths: Sequence[Path]) -> ImportReport:
    calls.append(paths)
    return ImportReport(files=len(paths))


def test_a_file_that_changed_is_imported_again(store: Store, folder: Path) -> None:
    path = folder / "a.mbox"
    path.write_bytes(eml(LETTERS[0]))
    assert steps(store, folder, 2) == [0, 1]
    path.write_bytes(eml(LETTERS[1]))
    assert steps(store, folder, 3) == [0, 1, 0]


def test_a_bad_file_is_reported_once(store: Store, folder: Path) -> None:
    (folder / "bad.eml").write_bytes(b"\x7fELF" + bytes(100))
    first = step(store, folder, Look())
    second = step(store, folder, first.look)
    third = step(store, folder, second.look)
    assert second.report is not None
    assert (len(second.report.failed), third.report) == (1, None)


def test_flags_of_a_maildir_do_not_make_a_mail_new(store: Store, folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "cur").mkdir()
    (folder / "new/1.host").write_bytes(eml(LETTERS[0]))
    assert steps(store, folder, 2) == [0, 1]
    (folder / "new/1.host").rename(folder / "cur/1.host:2,S")
    assert look(folder).stamps.keys() == {folder / "cur/1.host:2,S"}
    calls: list[Sequence[Path]] = []
    seen = Look()
    for _ in range(3):
        seen = watch(store, folder, seen, partial(_noted, calls)).look
    assert calls == []


def test_two_folders_are_watched_apart(store: Store, folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (folder / "a.eml").write_bytes(eml(LETTERS[0]))
    (other / "a.eml").write_bytes(eml(LETTERS[1]))
    assert steps(store, folder, 2) == [0, 1]
    assert steps(store, other, 2) == [0, 1]


def test_a_folder_that_does_not_exist_yet_has_nothing_in_it(store: Store, tmp_path: Path) -> None:
    assert steps(store, tmp_path / "later", 2) == [0, 0]


def test_a_mail_that_moves_before_it_is_read_is_looked_at_again(store: Store, folder: Path) -> None:
    (folder / "new").mkdir()
    (folder / "cur").mkdir()
    path = folder / "new/1.host"
    path.write_bytes(eml(LETTERS[0]))

    def too_late(paths: Sequence[Path]) -> ImportReport:
        path.rename(folder / "cur/1.host:2,S")
        return import_paths(store, paths, redactor=Redactor())

    watch(store, folder, look(folder), too_late)
    assert (store.cases.numbers(), steps(store, folder, 3)) == ([], [0, 1, 0])


def test_a_file_that_changes_while_it_is_read_is_read_again(store: Store, folder: Path) -> None:
    path = folder / "a.mbox"
    path.write_bytes(mbox([eml(LETTERS[0])]))

    def meanwhile(paths: Sequence[Path]) -> ImportReport:
        report = import_paths(store, paths, redactor=Redactor())
        path.write_bytes(mbox([eml(LETTERS[0]), eml(LETTERS[1])]))
        return report

    watch(store, folder, look(folder), meanwhile)
    assert steps(store, folder, 3) == [0, 1, 0]


def test_downloads_under_way_wait_for_their_name(store: Store, folder: Path) -> None:
    (folder / "a.eml.part").write_bytes(eml(LETTERS[0])[:200])
    assert steps(store, folder, 2) == [0, 0]
    (folder / "a.eml.part").write_bytes(eml(LETTERS[0]))
    (folder / "a.eml.part").rename(folder / "a.eml")
    assert steps(store, folder, 3) == [0, 1, 0]


def test_what_settled_is_told_by_size_and_time_alone() -> None:
    path = Path("a")
    same, grown, touched = (Look({path: (*at, True)}) for at in ((1, 1), (2, 1), (1, 2)))
    closed = Look({path: (1, 1, False)})
    assert settled(closed, same, frozenset()) == []
    assert settled(same, same, frozenset()) == [path]
    assert settled(same, grown, frozenset()) == []
    assert settled(same, touched, frozenset()) == []
    assert settled(Look(), same, frozenset()) == []
    assert settled(same, same, frozenset({mark(path, (1, 1, True))})) == []


def test_a_name_that_is_no_text_can_be_watched(store: Store, folder: Path) -> None:
    name = os.fsencode(folder) + b"/\xff\xfe.eml"
    Path(os.fsdecode(name)).write_bytes(eml(LETTERS[0]))
    assert steps(store, folder, 2) == [0, 1]
