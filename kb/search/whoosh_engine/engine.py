"""The default engine: Whoosh's files, our own table of contents and scoring."""

import secrets
import shutil
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from time import time_ns

from kb.errors import IndexDamagedError
from kb.search import analysis
from kb.search.bag import bags_of
from kb.search.documents import Document, facet_values
from kb.search.packing import pack_card, pack_texts
from kb.search.port import Held, document_traits
from kb.search.whoosh_engine import collector, merging, state
from kb.search.whoosh_engine.opening import Opener
from kb.search.whoosh_engine.state import Contents, Part
from kb.search.whoosh_engine.view import View
from kb.search.whoosh_engine.writing import HEAD, KEY, TEXT, Builder, Row

FORMAT = f"whoosh 2, analyzer {analysis.VERSION}"
TRIES = 5
"""Times that files may vanish while they are opened: another process merged them meanwhile."""


class WhooshEngine:
    """An index in a folder; views are kept one per thread."""

    name = "whoosh"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._state = state.Watch(folder, FORMAT)
        self._opener = Opener(folder)
        self._local = threading.local()
        self._checked: set[str] = set()

    def generation(self) -> int:
        """Rises with every commit."""
        return self._state.contents().generation

    def held(self) -> Held:
        """What the index holds of the feed; its files are checked the first time they are met."""
        for _ in range(TRIES):
            contents = self._state.contents()
            if self._is_sound(contents):
                return Held(contents.feed, contents.position)
            if contents.generation == self.generation():
                break
        raise IndexDamagedError("files of the search index are damaged or missing")

    def reader(self) -> View:
        """The newest view, one per thread."""
        contents = self._state.contents()
        view: View | None = getattr(self._local, "view", None)
        if view is None or view.generation != contents.generation:
            self.close()
            view = self._local.view = self._open()
        return view

    def update(self, documents: Iterable[Document], deleted: Iterable[str], held: Held) -> None:
        """Puts documents in and takes deleted keys out, in one step."""
        replaced: set[str] = set()
        with collector.set_aside():
            parts = list(self._written(documents, replaced))
        self._commit((*self._without({*replaced, *deleted}), *parts), held)

    def is_scattered(self) -> bool:
        """Whether it is time to merge."""
        return bool(merging.due(self._state.contents().parts))

    def merge(self) -> None:
        """Merges what is due; the contents stay the same."""
        contents = self._state.contents()
        due = merging.due(contents.parts)
        if due:
            with collector.set_aside():
                part = self._write(merging.merged(self._folder, due))
            place = contents.parts.index(due[0])
            rest = [one for one in contents.parts if one not in due]
            self._commit(
                (*rest[:place], part, *rest[place:]), Held(contents.feed, contents.position)
            )

    def clear(self) -> None:
        """Forgets everything."""
        self.close()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._remove(set())

    def close(self) -> None:
        """Closes the view of this thread."""
        view: View | None = getattr(self._local, "view", None)
        if view is not None:
            view.close()
            self._local.view = None

    def _open(self) -> View:
        for _ in range(TRIES):
            try:
                return self._opener.open(self._state.contents())
            except FileNotFoundError:
                continue
        raise IndexDamagedError("files of the search index are missing")

    def _is_sound(self, contents: Contents) -> bool:
        unchecked = [part for part in contents.parts if part.name not in self._checked]
        sound = all(state.is_sound(self._folder, part) for part in unchecked)
        if sound:
            self._checked = {part.name for part in contents.parts}
        return sound

    def _written(self, documents: Iterable[Document], keys: set[str]) -> Iterator[Part]:
        """New segments of these documents; their keys are added to `keys`."""
        builder = Builder()
        for document in documents:
            keys.add(document.key)
            builder.add(row_of(document))
            if builder.is_full:
                yield self._write(builder)
                builder = Builder()
        if builder.rows:
            yield self._write(builder)

    def _write(self, builder: Builder) -> Part:
        name = secrets.token_hex(8)
        self._folder.mkdir(parents=True, exist_ok=True)
        builder.write(self._folder, name)
        files = {path.name: state.describe(path) for path in self._folder.glob(f"{name}_s.*")}
        return Part(name, builder.rows, builder.lengths, files)

    def _without(self, keys: set[str]) -> list[Part]:
        """The present segments without the rows of these keys."""
        parts = self._state.contents().parts
        deleted = self.reader().rows_of(keys) if parts else {}
        left = [
            replace(part, deleted=tuple(sorted({*part.deleted, *deleted.get(number, ())})))
            for number, part in enumerate(parts)
        ]
        return [part for part in left if part.live]

    def _commit(self, parts: tuple[Part, ...], held: Held) -> None:
        # A generation is never used twice, not even after the folder was emptied.
        generation = max(self._state.contents().generation + 1, time_ns() // 1_000_000)
        contents = Contents(FORMAT, held.feed, held.position, generation, parts)
        state.save(self._folder, contents)
        self._checked.update(part.name for part in parts)
        self._tidy(contents)

    def _tidy(self, contents: Contents) -> None:
        """Removes the files of segments that are no longer, or never became, part of the contents."""
        self._remove({state.NAME} | {name for part in contents.parts for name in part.files})

    def _remove(self, but: set[str]) -> None:
        for path in self._folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            elif path.name not in but:
                path.unlink(missing_ok=True)


def row_of(document: Document) -> Row:
    """A document as the segment keeps it."""
    bags, traits = bags_of(document), document_traits(document)
    filters = {
        field: dict.fromkeys(values, 1)
        for field, values in facet_values(document).items()
        if values
    }
    return Row(
        terms={HEAD: bags.head, TEXT: bags.text, KEY: {document.key: 1}, **filters},
        lengths={HEAD: sum(bags.head.values()), TEXT: sum(bags.text.values())},
        traits=traits.code,
        day=traits.day,
        card=pack_card(document),
        texts=pack_texts(document),
    )
