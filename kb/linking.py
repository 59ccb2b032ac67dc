"""Which cases of the store new mails may belong to, besides those whose number they state."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kb.cases import Case
from kb.mail.words import fold
from kb.store import Store
from kb.threads import Thread, is_made, made_number


class Links:
    """Cases by message id and by title, for the time of one import.

    Mails that state a number can only take over cases that we numbered ourselves, and of these there
    are few; the whole archive is looked through when the first mail comes that states none.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._numbers: dict[str, set[str]] = defaultdict(set)
        self._made = self._all = False

    def related(self, threads: Iterable[Thread]) -> dict[str, Case]:
        """The cases that the threads may belong to, by number."""
        found: set[str] = set()
        for thread in threads:
            self._prepare(everything=is_made(thread.number))
            found |= {thread.number, made_number(fold(thread.title))}
            found.update(*(self._numbers.get(key, ()) for key in _keys_of_thread(thread)))
        return self._store.cases.several(sorted(found))

    def add(self, case: Case) -> None:
        """Remember a case that was just written."""
        for key in _keys_of_case(case):
            self._numbers[key].add(case.number)

    def _prepare(self, *, everything: bool) -> None:
        if self._all or (self._made and not everything):
            return
        self._made, self._all = True, everything
        for case in self._store.cases.in_order() if everything else self._made_cases():
            self.add(case)

    def _made_cases(self) -> Iterator[Case]:
        made = [number for number in self._store.cases.numbers() if is_made(number)]
        for start in range(0, len(made), 100):
            yield from self._store.cases.several(made[start : start + 100]).values()


def _keys_of_thread(thread: Thread) -> Iterator[str]:
    yield f"title {fold(thread.title)}"
    for mail in thread.mails:
        yield from (f"id {each}" for each in (mail.message_id, *mail.references) if each)


def _keys_of_case(case: Case) -> Iterator[str]:
    if case.title:
        yield f"title {fold(case.title)}"
    yield from (f"id {each.message_id}" for each in case.messages if each.message_id)
