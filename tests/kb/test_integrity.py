"""A data folder can be checked, copied away and brought back; what was there before is never lost."""

import json
import stat
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kb import integrity
from kb.errors import StoreError
from kb.store import DATABASE, open_store
from tests.kb.store.made import case

MOMENT = datetime(2024, 3, 1, 8, 30, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with a case, a tree and a walk."""
    folder = tmp_path / "data"
    with open_store(folder) as store:
        store.cases.put(case())
        tree = store.documents.save("tree", "reset", "tree: reset", "lin")
        store.walks.new("reset", {"reset": tree.hash}, "lin")
    return folder


def change(folder: Path, sql: str) -> None:
    with open_store(folder) as store:
        store.connection.execute("pragma foreign_keys = off")
        store.connection.execute(sql)


def numbers(folder: Path) -> list[str]:
    with open_store(folder) as store:
        return store.cases.numbers()


def test_a_sound_store_has_no_problems(folder: Path) -> None:
    found = integrity.check(folder)
    assert (found.problems, found.warnings) == ((), ())
    assert found.database == folder / DATABASE
    assert found.counts["messages"] == 2


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        (
            "insert into facts values ('CAS-10001-A', 0, 'code', '0x1e', 9, 1, 0, 4)",
            "case CAS-10001-A has a fact of message 9, which is missing",
        ),
        (
            "insert into steps values ('CAS-10001-A', 0, 'Reboot', 'worked', 8, '')",
            "case CAS-10001-A has a step of message 8, which is missing",
        ),
        (
            "delete from changes where kind = 'case'",
            "case CAS-10001-A is missing from the feed of changes",
        ),
        (
            "delete from changes where kind = 'tree'",
            "tree reset is missing from the feed of changes",
        ),
        ("update feed set seq = 1", "the feed counts 1 changes, but holds later ones"),
        (
            "insert into case_codes values ('CAS-2', 0, '0x1e')",
            "table case_codes: a row refers to a missing one of cases",
        ),
    ],
)
def test_what_does_not_fit_together_is_named(folder: Path, sql: str, problem: str) -> None:
    change(folder, sql)
    assert integrity.check(folder).problems == (problem,)


def test_a_version_that_a_walk_needs_is_missed(folder: Path) -> None:
    change(folder, "delete from documents")
    with open_store(folder) as store:
        walk = store.walks.list()[0].id
    assert integrity.check(folder).problems == (
        f"walk {walk} began on a version of tree reset that is missing",
    )


def test_an_altered_text_is_noticed(folder: Path) -> None:
    change(folder, "update document_texts set text = 'other'")
    (problem,) = integrity.check(folder).problems
    assert problem.endswith(" was altered")


def test_damage_inside_the_file_is_found(folder: Path) -> None:
    with open_store(folder) as store, store.transaction():
        for n in range(50):
            store.documents.save("tree", f"t{n}", f"{n}" * 3000, "lin")
    content = bytearray((folder / DATABASE).read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = b"\xff" * 4096
    (folder / DATABASE).write_bytes(content)
    found = integrity.check(folder)
    assert all("is damaged: " in problem for problem in found.problems)
    assert found.problems != ()
    assert found.counts == {}


def test_a_folder_that_others_can_look_into_is_a_warning(folder: Path) -> None:
    folder.chmod(0o755)
    assert integrity.check(folder).warnings == (
        f"other users of this machine can look into {folder}: run `chmod 700 {folder}`",
    )


@pytest.mark.parametrize("act", [integrity.check, lambda folder: integrity.backup(folder, folder)])
def test_a_folder_without_a_store_is_not_filled_by_looking(tmp_path: Path, act: object) -> None:
    with pytest.raises(StoreError, match=r"casepath.db is not there: name the data folder with"):
        act(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_migrating_a_current_store_applies_nothing(folder: Path, tmp_path: Path) -> None:
    applied, steps = integrity.migrations(folder)
    assert applied == ()
    assert integrity.migrations(tmp_path / "new") == (steps, steps)


def test_a_backup_is_one_private_file_named_after_the_time(folder: Path, tmp_path: Path) -> None:
    written = integrity.backup(folder, tmp_path, MOMENT)
    assert written == tmp_path / "casepath-20240301-083000.zip"
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    with zipfile.ZipFile(written) as packed:
        assert packed.namelist() == ["backup.json", "casepath.db"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [written.name, "data"]


def test_a_backup_never_writes_over_a_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.zip"
    target.write_text("precious", encoding="utf-8")
    with pytest.raises(StoreError, match=r"mine.zip exists already: choose another name$"):
        integrity.backup(folder, target)
    assert target.read_text(encoding="utf-8") == "precious"


def test_a_backup_into_a_missing_folder_says_so(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot be used: no such file or directory$"):
        integrity.backup(folder, tmp_path / "no" / "b.zip")


def test_a_restored_folder_holds_what_the_backup_held(folder: Path, tmp_path: Path) -> None:
    saved = integrity.backup(folder, tmp_path)
    target = tmp_path / "other"
    restored = integrity.restore(target, saved)
    assert restored.former is None
    assert restored.counts["cases"] == 1
    with open_store(target) as store:
        assert store.cases.get("CAS-10001-A") == case()
    assert integrity.check(target).problems == ()


def test_what_a_restore_replaces_can_be_restored_in_turn(folder: Path, tmp_path: Path) -> None:
    saved = integrity.backup(folder, tmp_path)
    with open_store(folder) as store:
        store.cases.put(case("LATER"))
    former = integrity.restore(folder, saved, MOMENT).former
    assert former == folder / "backups" / "before-restore-20240301-083000-000000.zip"
    assert numbers(folder) == ["CAS-10001-A"]
    integrity.restore(folder, former)
    assert numbers(folder) == ["CAS-10001-A", "LATER"]


def test_an_open_store_sees_the_restored_one_and_a_new_feed(folder: Path, tmp_path: Path) -> None:
    saved = integrity.backup(folder, tmp_path)
    with open_store(folder) as store:
        store.cases.put(case("LATER"))
        before = store.changes.identity()
        integrity.restore(folder, saved)
        assert store.cases.numbers() == ["CAS-10001-A"]
        assert store.changes.identity() != before


def test_a_restore_forgets_sign_in_links(folder: Path, tmp_path: Path) -> None:
    with open_store(folder) as store:
        store.users.add("lin")
        token = store.users.new_link("lin")
    integrity.restore(folder, integrity.backup(folder, tmp_path))
    with open_store(folder) as store:
        assert store.users.redeem(token) is None


def test_an_unreadable_database_is_set_aside(folder: Path, tmp_path: Path) -> None:
    saved = integrity.backup(folder, tmp_path)
    (folder / DATABASE).write_bytes(b"rubbish" * 1000)
    former = integrity.restore(folder, saved, MOMENT).former
    assert former is not None
    assert former.read_bytes() == b"rubbish" * 1000
    assert numbers(folder) == ["CAS-10001-A"]


def repack(source: Path, target: Path, changed: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, changed.get(name, old.read(name)))
        for name in changed.keys() - set(old.namelist()):
            new.writestr(name, changed[name])
    return target


def manifest(source: Path, **fields: object) -> bytes:
    with zipfile.ZipFile(source) as packed:
        return json.dumps(json.loads(packed.read("backup.json")) | fields).encode()


def broken(kind: str, saved: Path, target: Path) -> Path:
    if kind == "no zip":
        target.write_bytes(b"rubbish")
        return target
    changed = {
        "altered": {"casepath.db": b"rubbish" * 1000},
        "newer": {"backup.json": manifest(saved, format=2)},
        "escape": {
            "backup.json": manifest(saved, files={"../evil": "", "casepath.db": ""}),
            "../evil": b"",
        },
        "no manifest": {"backup.json": b"[]"},
        "no database": {"backup.json": manifest(saved, files={})},
    }
    return repack(saved, target, changed[kind])


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("no zip", "is not a backup of Casepath: name a file that `store backup` wrote"),
        ("no manifest", "is not a backup of Casepath: name a file that `store backup` wrote"),
        ("no database", "is not a backup of Casepath: name a file that `store backup` wrote"),
        ("altered", "is damaged (casepath.db): use an earlier backup"),
        ("newer", "was made by a newer Casepath: update Casepath first"),
        ("escape", "names a file outside the data folder (../evil): do not use it"),
    ],
)
def test_a_file_that_is_no_sound_backup_changes_nothing(
    folder: Path, tmp_path: Path, kind: str, reason: str
) -> None:
    bad = broken(kind, integrity.backup(folder, tmp_path), tmp_path / "bad.zip")
    with open_store(folder) as store:
        store.cases.put(case("LATER"))
    before = sorted(path.name for path in folder.iterdir())
    with pytest.raises(StoreError) as caught:
        integrity.restore(folder, bad)
    assert str(caught.value) == f"{bad} {reason}"
    assert numbers(folder) == ["CAS-10001-A", "LATER"]
    assert sorted(path.name for path in folder.iterdir()) == before
    assert not (tmp_path / "evil").exists()
