"""A store is made, found again, or refused with one line that says what to do."""

import multiprocessing
import os
import sqlite3
import stat
import tempfile
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kb.errors import StoreError
from kb.store import DATABASE, Store, open_store
from kb.store.migrations import applied
from tests.kb.store.made import case

NOBODY = 65534


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refusal(folder: Path) -> str:
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    return str(caught.value).removeprefix(f"{folder / DATABASE} ")


def test_the_folder_and_its_files_are_private(tmp_path: Path) -> None:
    folder = tmp_path / "made" / "data"
    with open_store(folder) as store:
        store.cases.put(case())
        assert mode(folder) == 0o700
        assert {path.name: mode(path) for path in folder.iterdir()} == {
            "casepath.db": 0o600,
            "casepath.db-shm": 0o600,
            "casepath.db-wal": 0o600,
        }


def test_a_database_that_others_could_read_is_closed_to_them(folder: Path) -> None:
    open_store(folder).close()
    (folder / DATABASE).chmod(0o644)
    open_store(folder).close()
    assert mode(folder / DATABASE) == 0o600


def test_a_folder_that_was_there_keeps_its_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o750)
    open_store(tmp_path).close()
    assert mode(tmp_path) == 0o750


def test_what_was_kept_is_there_after_closing(folder: Path) -> None:
    with open_store(folder) as store:
        store.cases.put(case())
    with open_store(folder) as store:
        assert store.cases.get("CAS-10001-A") == case()


def test_writes_are_durable_and_references_hold(store: Store) -> None:
    asked = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
    answers = [store.connection.value(f"pragma {name}") for name in asked]
    assert answers == ["wal", 2, 1, 30000]


def test_a_store_belongs_to_the_thread_that_opened_it(store: Store) -> None:
    errors: list[Exception] = []

    def read() -> None:
        try:
            store.cases.numbers()
        except sqlite3.ProgrammingError as error:
            errors.append(error)

    thread = threading.Thread(target=read)
    thread.start()
    thread.join()
    assert len(errors) == 1


def test_opening_again_applies_nothing(folder: Path) -> None:
    with open_store(folder) as store:
        before = applied(store.connection)
    with open_store(folder) as store:
        assert applied(store.connection) == before
        assert before[0] == "0001_start"


def test_a_misspelt_table_is_an_error_not_a_new_table(store: Store) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table: casess"):
        store.connection.insert("casess", [{"number": "A"}])


@pytest.mark.parametrize("content", [b"x", b"rubbish" * 1000])
def test_a_file_that_is_no_database_is_refused_and_kept(folder: Path, content: bytes) -> None:
    folder.mkdir()
    (folder / DATABASE).write_bytes(content)
    assert refusal(folder) == (
        "is not a database: run `casepath store restore` on the last good backup"
    )
    assert (folder / DATABASE).read_bytes() == content


@pytest.mark.parametrize("damage", ["cut", "overwritten"])
def test_a_damaged_database_is_refused(folder: Path, damage: str) -> None:
    with open_store(folder) as store, store.transaction():
        for n in range(50):
            store.documents.save("tree", f"t{n}", f"{n}" * 3000, "lin")
    content = bytearray((folder / DATABASE).read_bytes())
    if damage == "cut":
        del content[len(content) // 2 :]
    else:
        content[4096:8192] = b"\xff" * 4096
    (folder / DATABASE).write_bytes(content)
    assert refusal(folder) == ("is damaged: run `casepath store restore` on the last good backup")


def test_a_database_of_a_newer_casepath_is_refused(folder: Path) -> None:
    with open_store(folder) as store:
        store.connection.execute(
            "insert into _sqlite_migrations (migration_set, name, applied_at)"
            " values ('casepath', '9999_later', '')"
        )
    assert refusal(folder) == (
        "was written by a newer Casepath (step 9999_later):"
        " update Casepath, or choose another folder with --data"
    )


def test_a_database_of_another_program_is_refused_and_left_alone(folder: Path) -> None:
    folder.mkdir()
    with closing(sqlite3.connect(folder / DATABASE)) as other:
        other.execute("create table notes (text)")
        other.commit()
    assert refusal(folder) == "belongs to another program: choose another folder with --data"
    with closing(sqlite3.connect(folder / DATABASE)) as other:
        assert other.execute("select name from sqlite_master").fetchall() == [("notes",)]


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert refusal(tmp_path / "file" / "data") == (
        "cannot be used (not a directory): choose another folder with --data or CASEPATH_DATA,"
        " or give this user access to it"
    )


def open_as_nobody(folder: Path, answer: "multiprocessing.Queue[str]") -> None:
    if os.geteuid() == 0:  # root may write everywhere
        os.setuid(NOBODY)
    try:
        open_store(folder).close()
    except StoreError as error:
        answer.put(str(error))


def test_a_read_only_folder_is_refused() -> None:
    forking = multiprocessing.get_context("fork")
    answer = forking.Queue()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o555)
        process = forking.Process(target=open_as_nobody, args=(folder, answer))
        process.start()
        assert answer.get(timeout=20) == (
            f"{folder / DATABASE} cannot be used (permission denied): choose another folder with"
            " --data or CASEPATH_DATA, or give this user access to it"
        )
        process.join()


def test_a_store_that_stays_busy_says_so(folder: Path) -> None:
    with open_store(folder) as writer, open_store(folder) as waiting:
        waiting.connection.execute("pragma busy_timeout = 10")
        with (
            writer.transaction(),
            pytest.raises(StoreError, match="is busy: another process has been writing for long"),
        ):
            waiting.cases.put(case())
        waiting.cases.put(case())
