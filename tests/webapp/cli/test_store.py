"""`store` and `index`."""

from pathlib import Path

import kb.store
from kb.store import open_store
from tests.webapp.cli.conftest import Casepath


def remove_the_case(casepath: Casepath) -> None:
    with open_store(casepath.data) as store:
        store.cases.remove("CAS-05001-A1B2")


def test_a_sound_store_is_said_to_be_sound(casepath: Casepath) -> None:
    casepath.data.chmod(0o700)
    assert casepath.ok("store", "check").splitlines()[-1] == "Everything is sound."
    found = casepath("store", "check", "--json").json
    assert (found["problems"], found["counts"]["cases"], found["steps"][0]) == ([], 1, "0001_start")


def test_a_store_that_is_not_sound_is_status_1(casepath: Casepath) -> None:
    with open_store(casepath.data) as store:
        store.connection.execute("delete from changes where kind = 'case'")
    answer = casepath("store", "check")
    assert answer.code == 1
    assert "wrong: case CAS-05001-A1B2 is missing from the feed of changes" in answer.err


def test_an_open_folder_is_a_note_only(casepath: Casepath) -> None:
    casepath.data.chmod(0o755)
    answer = casepath("store", "check")
    assert answer.code == 0
    assert answer.err.startswith("note: other users of this machine can look into ")


def test_a_check_does_not_make_a_store(empty: Casepath) -> None:
    assert "casepath.db is not there" in empty("store", "check").refusal
    assert not empty.data.exists()


def test_a_backup_brings_everything_back(casepath: Casepath, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    assert casepath("store", "backup", str(target), "--json").json == {
        "file": str(target),
        "bytes": target.stat().st_size,
    }
    remove_the_case(casepath)
    restored = casepath.ok("store", "restore", str(target), "--yes")
    assert restored.startswith("Restored 1 case.\nWhat was there before: ")
    assert "CAS-05001-A1B2" in casepath.ok("cases", "list")
    assert casepath("search", "缓存损坏", "--kind", "case", "--json").json["total"] == 1


def test_a_restore_asks_first(casepath: Casepath, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    casepath("store", "backup", str(target))
    remove_the_case(casepath)
    refused = casepath("store", "restore", str(target), typed="n\n")
    assert refused.code == 130
    assert "CAS-05001-A1B2" not in casepath.ok("cases", "list")
    assert casepath("store", "restore", str(target), typed="y\n").code == 0
    assert "CAS-05001-A1B2" in casepath.ok("cases", "list")


def test_a_backup_never_writes_over_a_file(casepath: Casepath, tmp_path: Path) -> None:
    target = tmp_path / "b.zip"
    target.touch()
    assert casepath("store", "backup", str(target)).refusal == (
        f"{target} exists already: choose another name"
    )


def test_a_restore_from_nothing_is_refused(casepath: Casepath, tmp_path: Path) -> None:
    missing = tmp_path / "gone.zip"
    assert casepath("store", "restore", str(missing), "--yes").refusal == (
        f"{missing} cannot be used: no such file or directory"
    )


def test_migrating_says_where_the_tables_stand(empty: Casepath) -> None:
    steps = sorted(path.stem for path in (Path(kb.store.__file__).parent / "schema").glob("*.sql"))
    assert empty.ok("store", "migrate") == f"Applied: {', '.join(steps)}\n"
    assert empty.ok("store", "migrate") == f"Up to date at step {steps[-1]}.\n"


def test_the_index_is_rebuilt_from_the_store(casepath: Casepath) -> None:
    before = casepath("index", "status", "--json").json
    assert before["behind"] == 0
    assert casepath("index", "rebuild", "--json").json == {"documents": before["documents"]}
    assert casepath.ok("index", "rebuild") == f"{before['documents']} documents indexed\n"
    assert casepath.ok("index", "status").splitlines()[:2] == [
        "Engine      whoosh",
        f"Documents   {before['documents']}",
    ]
