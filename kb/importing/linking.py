"""Which cases of the store new mails may belong to, besides those whose number they state."""

from collections.abc import Mapping, Sequence
from typing import Final

from kb.cases import Case
from kb.mail.model import Mail
from kb.mail.subjects import title_of
from kb.mail.words import fold
from kb.store import Store
from kb.threads import MADE, is_made

_AT_ONCE: Final = 500


def related(
    store: Store, parts: Mapping[str, Sequence[Mail]], patterns: Sequence[str] = ()
) -> dict[str, Case]:
    """The cases to which threads may belong, by number.

    They hold a message that the thread answers, or answer one of the thread, or have its title. Mails
    that state a number take over only cases that we numbered ourselves.

    Args:
        store: the archive.
        parts: the mails of each thread by its number.
        patterns: case-number patterns of the installation.
    """
    numbered = [mail for number, mails in parts.items() if not is_made(number) for mail in mails]
    others = [mail for number, mails in parts.items() if is_made(number) for mail in mails]
    found = {*parts, *_linked(store, numbered, patterns, MADE), *_linked(store, others, patterns)}
    return cases_of(store, sorted(found))


def cases_of(store: Store, numbers: Sequence[str]) -> dict[str, Case]:
    """Those of the cases that there are, however many are asked for."""
    found: dict[str, Case] = {}
    for start in range(0, len(numbers), _AT_ONCE):
        found |= store.cases.several(numbers[start : start + _AT_ONCE])
    return found


def _linked(
    store: Store, mails: Sequence[Mail], patterns: Sequence[str], prefix: str = ""
) -> set[str]:
    ids = {each for mail in mails for each in (mail.message_id, *mail.references)} - {""}
    matters = {fold(title_of(mail.subject, patterns)) for mail in mails} - {""}
    return store.cases.linked(sorted(ids), sorted(matters), prefix)
