"""Writing the portal's folder: all of it or nothing, and only what has changed.

The new state is put together in a folder beside the target, unchanged files as hard links to the
old ones, and then takes the target's place. A reader sees the old portal or the new one; a process
that dies leaves the old one.
"""

import json
import os
import shutil
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import mkdtemp

from webapp.portal.errors import PortalError

MANIFEST = ".casepath-portal.json"
_FOLDER_MODE = 0o755


@dataclass(frozen=True, slots=True)
class Written:
    """How many files are new or different now, and how many are gone."""

    written: int
    removed: int


def check_target(target: Path) -> None:
    """See whether a folder may become the portal.

    Raises:
        PortalError: it is a file, or it holds something that no export of ours has put there.
    """
    above = next(each for each in target.absolute().parents if each.exists())
    for place in (above, target):
        if place.exists() and not place.is_dir():
            raise PortalError(f"{place} is no folder; name a new one or an empty one")
    if target.is_symlink():
        raise PortalError(f"{target} is a link; name the folder itself")
    if target.is_dir() and any(target.iterdir()) and not (target / MANIFEST).is_file():
        raise PortalError(
            f"{target} is not empty and was not made by an export; name a new folder or an empty one"
        )


def replace_folder(target: Path, files: Mapping[str, bytes]) -> Written:
    """Make a folder hold these files, by their paths with forward slashes.

    Files of an earlier export that are not among them go; files that others put there stay.

    Raises:
        PortalError: as `check_target`, or the folder cannot be written.
    """
    check_target(target)
    try:
        return _replace(target.absolute(), files)
    except OSError as error:
        raise PortalError(f"{target} cannot be written: {error.strerror or error}") from error


def _replace(target: Path, files: Mapping[str, bytes]) -> Written:
    before = _manifest(target)
    changed = [path for path, data in files.items() if not _is_same(target / path, data)]
    gone = [path for path in before if path not in files and (target / path).is_file()]
    if target.is_dir() and not changed and not gone and set(before) == set(files):
        return Written(0, 0)
    target.parent.mkdir(parents=True, exist_ok=True)
    made = Path(mkdtemp(prefix=f".{target.name}.", suffix=".new", dir=target.parent))
    try:
        _fill(made, target, files, frozenset(changed), frozenset(before))
        _swap(made, target)
    finally:
        shutil.rmtree(made, ignore_errors=True)
    return Written(len(changed), len(gone))


def _manifest(target: Path) -> frozenset[str]:
    """Return the paths that the last export wrote; an unreadable list counts as none."""
    with suppress(OSError, ValueError, AttributeError):
        return frozenset(json.loads((target / MANIFEST).read_text(encoding="utf-8"))["files"])
    return frozenset()


def _is_same(path: Path, data: bytes) -> bool:
    return path.is_file() and not path.is_symlink() and path.read_bytes() == data


def _fill(
    made: Path,
    target: Path,
    files: Mapping[str, bytes],
    changed: frozenset[str],
    before: frozenset[str],
) -> None:
    made.chmod(_FOLDER_MODE)
    for path, data in files.items():
        place = made / path
        place.parent.mkdir(parents=True, exist_ok=True)
        if path in changed:
            place.write_bytes(data)
        else:
            _link(target / path, place)
    hashes = {path: sha256(data).hexdigest() for path, data in sorted(files.items())}
    manifest = {"format": 1, "files": hashes}
    (made / MANIFEST).write_text(json.dumps(manifest, indent=1) + "\n", encoding="utf-8")
    _keep_foreign(made, target, before)


def _keep_foreign(made: Path, target: Path, before: frozenset[str]) -> None:
    """Take over what other people have put into the folder, such as a `CNAME` or a `.git`."""
    for folder, folders, names in os.walk(target):
        links = [name for name in folders if (Path(folder) / name).is_symlink()]
        for name in (*names, *links):
            old = Path(folder) / name
            path = old.relative_to(target)
            new = made / path
            if path.as_posix() not in before and not new.exists() and path.name != MANIFEST:
                new.parent.mkdir(parents=True, exist_ok=True)
                _link(old, new)


def _link(old: Path, new: Path) -> None:
    """Give a file a second place; where the disk cannot, copy it with its times."""
    if old.is_symlink():
        new.symlink_to(old.readlink())
        return
    try:
        new.hardlink_to(old)
    except OSError:
        shutil.copy2(old, new)


def _swap(made: Path, target: Path) -> None:
    if not target.exists():
        made.rename(target)
        return
    former = made.with_suffix(".old")
    target.rename(former)
    try:
        made.rename(target)
    except OSError:
        former.rename(target)
        raise
    shutil.rmtree(former, ignore_errors=True)
