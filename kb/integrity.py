"""Whether a data folder is sound; copying it away, and bringing a copy back."""

import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

from kb.errors import StoreError
from kb.store import DATABASE, open_store
from kb.store.connection import PRIVATE_FILE, connect
from kb.store.migrations import applied, migrate
from kb.store.upkeep import copy, counts, damage, prepare, replace
from kb.store.values import now

BACKUPS = "backups"
MANIFEST = "backup.json"
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Soundness:
    """What a check found.

    Attributes:
        database: the file that was checked.
        steps: migrations that it has gone through.
        counts: rows by table; empty where the file is damaged.
        problems: one line each; empty for a sound store.
        warnings: what does no harm to the data, but should be looked at.
    """

    database: Path
    steps: tuple[str, ...]
    counts: Mapping[str, int]
    problems: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """What the store holds now, by table, and where its former state was put, if it had one."""

    counts: Mapping[str, int]
    former: Path | None


def check(folder: Path) -> Soundness:
    """Look through the whole store of a data folder.

    Raises:
        StoreError: it cannot even be opened.
    """
    path = _existing(folder)
    with closing(connect(path)) as connection:
        migrate(connection)
        problems = damage(connection)
        held = counts(connection) if not problems else {}
        steps = applied(connection)
    return Soundness(path, steps, held, tuple(problems), tuple(_exposed(folder)))


def migrations(folder: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Bring the tables of a data folder up to this version.

    Returns:
        The steps that were applied now, and all that the database has gone through.

    Raises:
        StoreError: the database belongs to another program or to a newer Casepath.
    """
    with closing(connect(folder / DATABASE)) as connection:
        return migrate(connection), applied(connection)


def backup(folder: Path, target: Path, moment: datetime | None = None) -> Path:
    """Copy the store into one ZIP file, while the site may go on working.

    Args:
        folder: the data folder.
        target: the file to write; a folder gets a file named after the time.
        moment: the time for that name, the present one where it is left out.

    Returns:
        The file that was written; it holds everything, so only this user may read it.

    Raises:
        StoreError: there is no store, the target exists already or cannot be written.
    """
    _existing(folder)
    if target.is_dir():
        target = target / f"casepath-{(moment or now()):%Y%m%d-%H%M%S}.zip"
    with _explained(target), _workroom(target.parent) as room:
        with closing(open_store(folder)) as store:
            copy(store.connection, room / DATABASE)
        _pack(room / "backup.zip", {DATABASE: room / DATABASE}, moment or now())
        os.link(room / "backup.zip", target)  # unlike a rename, never over an existing file
    return target


def restore(folder: Path, source: Path, moment: datetime | None = None) -> Restored:
    """Put the content of a backup in the place of what a data folder holds.

    The former state is kept beside it: as a backup, or, where it cannot be read, the file itself. A site
    that runs on the folder sees the restored store at its next request, and builds its index again.

    Raises:
        StoreError: the file is not a sound backup; then nothing was changed.
    """
    path = folder / DATABASE
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _explained(source), _workroom(folder) as room:
        _unpack(source, room)
        if problems := prepare(room / DATABASE):
            raise StoreError(f"{source} is damaged ({problems[0]}): use an earlier backup")
        former = _set_aside(folder, moment or now())
        replace(path, room / DATABASE)
    with closing(open_store(folder)) as store:
        return Restored(counts(store.connection), former)


def _existing(folder: Path) -> Path:
    path = folder / DATABASE
    if not path.is_file():
        raise StoreError(f"{path} is not there: name the data folder with --data or CASEPATH_DATA")
    return path


def _exposed(folder: Path) -> Iterator[str]:
    if folder.stat().st_mode & 0o077:
        yield f"other users of this machine can look into {folder}: run `chmod 700 {folder}`"


@contextmanager
def _workroom(folder: Path) -> Iterator[Path]:
    """A private folder on the same disk, gone at the end."""
    room = Path(tempfile.mkdtemp(prefix=".casepath-", dir=folder))
    try:
        yield room
    finally:
        shutil.rmtree(room)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except FileExistsError as error:
        raise StoreError(f"{path} exists already: choose another name") from error
    except zipfile.BadZipFile as error:
        raise StoreError(
            f"{path} is not a backup of Casepath: name a file that `store backup` wrote"
        ) from error
    except OSError as error:
        raise StoreError(
            f"{path} cannot be used: {(error.strerror or str(error)).lower()}"
        ) from error


def _pack(target: Path, members: Mapping[str, Path], moment: datetime) -> None:
    manifest = {
        "format": FORMAT,
        "made_at": moment.isoformat(),
        "files": {name: _digest(path) for name, path in members.items()},
    }
    handle = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr(MANIFEST, json.dumps(manifest, indent=2, ensure_ascii=False))
            for name, path in members.items():
                packed.write(path, name)
        file.flush()
        os.fsync(file.fileno())


def _unpack(source: Path, room: Path) -> None:
    with zipfile.ZipFile(source) as packed:
        if MANIFEST not in packed.namelist():
            raise zipfile.BadZipFile
        for name, digest in _manifest(packed.read(MANIFEST), source).items():
            path = room / name
            with packed.open(name) as member, path.open("xb") as file:
                shutil.copyfileobj(member, file)
            if _digest(path) != digest:
                raise StoreError(f"{source} is damaged ({name}): use an earlier backup")


def _manifest(text: bytes, source: Path) -> dict[str, str]:
    """The files in a backup and their digests; every name stays inside the data folder."""
    try:
        manifest = json.loads(text)
    except ValueError as error:
        raise zipfile.BadZipFile from error
    if not isinstance(manifest, dict):
        raise zipfile.BadZipFile
    if manifest.get("format") != FORMAT:
        raise StoreError(f"{source} was made by a newer Casepath: update Casepath first")
    names = manifest.get("files")
    if not isinstance(names, dict) or DATABASE not in names:
        raise zipfile.BadZipFile
    for name in names:
        if name != DATABASE:
            raise StoreError(
                f"{source} names a file outside the data folder ({name}): do not use it"
            )
    return names


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _set_aside(folder: Path, moment: datetime) -> Path | None:
    path = folder / DATABASE
    if not path.exists():
        return None
    backups = folder / BACKUPS
    backups.mkdir(mode=0o700, exist_ok=True)
    stamp = f"{moment:%Y%m%d-%H%M%S-%f}"
    try:
        return backup(folder, backups / f"before-restore-{stamp}.zip", moment)
    except StoreError:
        for each in sorted(folder.glob(f"{DATABASE}*")):
            each.rename(backups / f"unreadable-{stamp}-{each.name}")
        return backups / f"unreadable-{stamp}-{path.name}"
