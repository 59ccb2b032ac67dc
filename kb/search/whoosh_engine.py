"""The default engine: Whoosh's files, our own table of contents and scoring."""

import secrets
import threading
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from kb.search import analysis, whoosh_state
from kb.search.bag import bags_of
from kb.search.documents import Document, facet_values
from kb.search.packing import pack_card, pack_texts
from kb.search.port import Held, document_traits
from kb.search.whoosh_reading import SegmentReader
from kb.search.whoosh_segment import Segment
from kb.search.whoosh_state import Contents, Part
from kb.search.whoosh_tables import Tables
from kb.search.whoosh_view import View
from kb.search.whoosh_writing import HEAD, KEY, TEXT, Builder, Row

FORMAT = f"whoosh 1, analyzer {analysis.VERSION}"
ROWS_AT_ONCE = 5000


class WhooshEngine:
    """An index in a folder; readers are kept one per thread."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self._local = threading.local()
        self._checked: set[str] = set()

    def generation(self) -> int:
        """Rises with every commit."""
        return self._contents().generation

    def held(self) -> Held:
        """What the index holds of the feed; its files are checked the first time they are met."""
        contents = self._contents()
        unchecked = [part for part in contents.parts if part.name not in self._checked]
        whoosh_state.check_files(self._folder, unchecked)
        self._checked.update(part.name for part in unchecked)
        return Held(contents.feed, contents.position)

    def reader(self) -> View:
        """The newest view, one per thread."""
        contents = self._contents()
        view: View | None = getattr(self._local, "view", None)
        if view is None or view.generation != contents.generation:
            if view is not None:
                view.close()
            view = self._local.view = self._open(contents)
        return view

    def _open(self, contents: Contents) -> View:
        """Opens the files for this thread; what is worked out of them is shared."""
        rows = sum(part.rows for part in contents.parts)
        averages = {
            field: sum(part.lengths[field] for part in contents.parts) / (rows or 1)
            for field in (HEAD, TEXT)
        }
        segments, base = list[Segment](), 0
        for part in contents.parts:
            reader = SegmentReader(self._folder, part)
            segments.append(Segment(reader, Tables(reader, averages), base))
            base += part.rows
        return View(contents.generation, segments, sum(part.live for part in contents.parts))

    def update(self, documents: Iterable[Document], deleted: Iterable[str], held: Held) -> None:
        """Puts documents in and takes deleted keys out, in one step."""
        old = self._contents()
        parts, gone, builder = list[Part](), set(deleted), Builder()
        for document in documents:
            gone.add(document.key)
            builder.add(row_of(document))
            if builder.rows >= ROWS_AT_ONCE:
                parts.append(self._write(builder))
                builder = Builder()
        if builder.rows:
            parts.append(self._write(builder))
        kept = self._without(old, gone)
        generation = max(old.generation, self._last_generation()) + 1
        new = Contents(FORMAT, held.feed, held.position, generation, (*kept, *parts))
        whoosh_state.save(self._folder, new)
        self._checked.update(part.name for part in parts)
        self._tidy(new)

    def clear(self) -> None:
        """Forgets everything."""
        for path in self._folder.iterdir():
            if path.is_file():
                path.unlink(missing_ok=True)

    def close(self) -> None:
        """Closes the view of this thread."""
        view: View | None = getattr(self._local, "view", None)
        if view is not None:
            view.close()
            self._local.view = None

    def _contents(self) -> Contents:
        return whoosh_state.load(self._folder, FORMAT) or Contents(FORMAT)

    def _last_generation(self) -> int:
        view: View | None = getattr(self._local, "view", None)
        return view.generation if view else 0

    def _write(self, builder: Builder) -> Part:
        name = secrets.token_hex(8)
        builder.write(self._folder, name)
        files = {
            path.name: whoosh_state.describe(path) for path in self._folder.glob(f"{name}_s.*")
        }
        return Part(name, builder.rows, builder.lengths, files)

    def _without(self, contents: Contents, keys: set[str]) -> list[Part]:
        deleted: dict[int, set[int]] = {}
        if contents.parts:
            view = self.reader()
            for key in keys:
                for number, row in view.rows_of(key):
                    deleted.setdefault(number, set()).add(row)
        parts = [
            replace(part, deleted=tuple(sorted({*part.deleted, *deleted.get(number, ())})))
            for number, part in enumerate(contents.parts)
        ]
        return [part for part in parts if part.live]

    def _tidy(self, contents: Contents) -> None:
        """Removes the files of segments that are no longer part of the contents."""
        wanted = {whoosh_state.NAME} | {name for part in contents.parts for name in part.files}
        for path in self._folder.iterdir():
            if path.is_file() and path.name not in wanted and path.suffix != ".lock":
                path.unlink(missing_ok=True)


def row_of(document: Document) -> Row:
    """A document as the segment keeps it."""
    bags = bags_of(document)
    filters = {
        field: dict.fromkeys(values, 1)
        for field, values in facet_values(document).items()
        if values
    }
    return Row(
        terms={HEAD: bags.head, TEXT: bags.text, KEY: {document.key: 1}, **filters},
        lengths={HEAD: sum(bags.head.values()), TEXT: sum(bags.text.values())},
        traits=document_traits(document).code,
        day=document_traits(document).day,
        card=pack_card(document),
        texts=pack_texts(document),
    )
