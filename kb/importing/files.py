"""Files of an import: found in folders, opened with care."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from stat import S_ISREG
from typing import Final

from kb.mail import Limits, Outcome, outcomes

# Notes that systems leave in folders; none of them is anybody's mail.
_LEFT_BY_SYSTEMS: Final = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_MAILDIR: Final = frozenset({"cur", "new", "tmp"})


def files_under(paths: Iterable[Path]) -> Iterator[Path]:
    """The files to read, each once: those given, and all in the folders given, sorted by name.

    Hidden files and what systems leave in folders are passed over, and so are mails that are still
    being delivered to a maildir. A path that cannot be looked at is among the results; opening it
    says why.
    """
    seen: set[Path] = set()
    for path in paths:
        for file in _under(path):
            if file not in seen:
                seen.add(file)
                yield file


def read_file(path: Path, limits: Limits) -> Iterator[Outcome]:
    """What a file gives; one that cannot be opened or read is one outcome with the reason."""
    name = shown(path)
    try:
        if not S_ISREG(path.stat().st_mode):
            yield Outcome(name, error="not a file that can be read: name a file or a folder")
            return
        with path.open("rb") as stream:
            yield from outcomes(stream, name, limits)
    except OSError as error:
        yield Outcome(name, error=f"cannot be read: {error.strerror or error}")


def shown(path: Path) -> str:
    """A path as text that can be printed, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def _under(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    unreadable: list[OSError] = []
    for folder, folders, files in os.walk(path, onerror=unreadable.append):
        folders[:] = sorted(name for name in folders if not _is_passed_over(name, folders))
        yield from (Path(folder, name) for name in sorted(files) if not _is_left(name))
    yield from (Path(os.fsdecode(error.filename)) for error in unreadable)


def _is_passed_over(name: str, siblings: list[str]) -> bool:
    return _is_left(name) or (name == "tmp" and set(siblings) >= _MAILDIR)


def _is_left(name: str) -> bool:
    return name.startswith(".") or name.lower() in _LEFT_BY_SYSTEMS
