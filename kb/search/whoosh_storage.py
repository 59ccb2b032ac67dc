"""Whoosh's storage with its files mapped into memory.

Whoosh reads a few bytes here and there; through a buffered file each of them costs a read of 8 KB. Its
own class for buffers copies the whole file into memory first. Here a read is a slice of the map,
and only the pages that are touched count.
"""

import mmap
from typing import Any

from whoosh.filedb.filestore import FileStorage
from whoosh.filedb.structfile import StructFile


class MappedFile(StructFile):  # type: ignore[misc] # Whoosh has no types
    """A file of the index, read only."""

    def get(self, position: int, length: int) -> bytes:
        """Some bytes; where the file is read next does not change."""
        found: bytes = self.file[position : position + length]
        return found


class MappedStorage(FileStorage):  # type: ignore[misc] # Whoosh has no types
    """A folder whose files are mapped when they are opened."""

    def open_file(self, name: str, **options: Any) -> StructFile:
        """One file.

        Raises:
            FileNotFoundError: there is none of that name.
        """
        with open(self._fpath(name), "rb") as file:  # noqa: PTH123 - Whoosh has paths as texts
            if not file.seek(0, 2):
                return super().open_file(name, **options)  # an empty file cannot be mapped
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return MappedFile(mapped, name=name)
