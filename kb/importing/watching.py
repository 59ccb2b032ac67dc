"""A folder or maildir that is looked at again and again, and what there is to import in it.

A file is imported when two looks in a row found it with the same size and time of change, so one
that is still being written waits. What was imported is kept in the store, so that a restart goes on
where it stopped. Whatever is in doubt (a file that moved or changed while it was read, or could not
be opened then) is looked at again: to read a file twice does no harm.
"""

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Final

from kb.importing.batches import ImportReport
from kb.importing.files import files_under, shown
from kb.store import Store

_KEY: Final = "watch"
_DIGITS: Final = 20
_MAILDIR: Final = frozenset({"cur", "new"})

# What programs call a file until all of it is there.
_UNFINISHED: Final = (".part", ".partial", ".filepart", ".crdownload", ".download", ".tmp")

Stamp = tuple[int, int, bool]
"""Size of a file in bytes, when it was changed, in nanoseconds, and whether it can be read."""


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in a folder: a stamp for each file."""

    stamps: Mapping[Path, Stamp] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Watched:
    """After a step: what was seen, and the report if anything was imported."""

    look: Look
    report: ImportReport | None = None


def watch(
    store: Store, folder: Path, before: Look, run: Callable[[Sequence[Path]], ImportReport]
) -> Watched:
    """Look at a folder once more and import what has settled.

    Args:
        store: remembers what was imported.
        folder: is searched to the bottom.
        before: what the step before gave; an empty look at the start.
        run: imports files (`import_paths` with all but the paths filled in).

    Raises:
        StoreError: the store cannot be written.
    """
    now, done = look(folder), _done(store, folder)
    due = settled(before, now, done)
    if not due:
        return Watched(now)
    report = run(due)
    present = {mark(path, stamp) for path, stamp in now.stamps.items()}
    same = {mark(path, now.stamps[path]) for path in due if _stamp(path) == now.stamps[path]}
    _remember(store, folder, (done & present) | same)
    return Watched(now, report)


def look(folder: Path) -> Look:
    """The files of a folder as they are now; what vanishes meanwhile is left out."""
    paths = (path for path in files_under([folder]) if path.suffix.lower() not in _UNFINISHED)
    stamps = {path: _stamp(path) for path in paths}
    return Look({path: stamp for path, stamp in stamps.items() if stamp})


def settled(before: Look, now: Look, done: frozenset[str]) -> list[Path]:
    """The files which did not change between two looks and were not imported as they are.

    Args:
        before: what the last look found.
        now: what this one finds.
        done: marks of files that were imported.
    """
    return [
        path
        for path, stamp in now.stamps.items()
        if before.stamps.get(path) == stamp and mark(path, stamp) not in done
    ]


def mark(path: Path, stamp: Stamp) -> str:
    """What stands for a file with this content; flags that a maildir adds to a name do not count."""
    folder, name = path.parent, path.name
    if folder.name in _MAILDIR:
        folder, name = folder.parent, name.partition(":2,")[0]
    text = "\n".join((shown(folder / name), *map(str, stamp)))
    return sha256(text.encode()).hexdigest()[:_DIGITS]


def _stamp(path: Path) -> Stamp | None:
    """The stamp of a file; None where there is none any more."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, os.access(path, os.R_OK)


def _done(store: Store, folder: Path) -> frozenset[str]:
    return frozenset(json.loads(store.settings.get(_key(folder), "[]")))


def _remember(store: Store, folder: Path, done: frozenset[str] | set[str]) -> None:
    store.settings.set(_key(folder), json.dumps(sorted(done)))


def _key(folder: Path) -> str:
    return f"{_KEY} {shown(folder.resolve())}"
