"""Cases, trees and articles as documents of the index."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime

import articles.files
import trees.files
from articles.findings import InvalidArticleError
from articles.model import Confidence, Section
from kb.cases import Case, Resolution
from kb.search.documents import Document, Kind
from kb.store import Change, Store, Version
from trees.findings import InvalidTreeError
from trees.model import Command, Text

_SOLVED = frozenset({Resolution.RESOLVED, Resolution.WORKAROUND, Resolution.THIRD_PARTY})


def documents_of(store: Store, changes: Iterable[Change]) -> Iterator[Document]:
    """The documents of what changes are about, but for what is no longer there."""
    changes = list(changes)
    numbers = [change.id for change in changes if change.kind == Kind.CASE]
    for case in store.cases.several(numbers).values():
        yield from_case(case)
    for change in changes:
        if change.kind != Kind.CASE:
            version = store.documents.current(change.kind, change.id)
            if version is not None:
                yield from_version(version)


def from_version(version: Version) -> Document:
    """A saved tree or article."""
    if version.kind == Kind.TREE:
        return from_tree(version)
    return from_article(version)


def from_case(case: Case) -> Document:
    """A case: its messages are the body, subjects only where they change."""
    return Document(
        kind=Kind.CASE,
        id=case.number,
        title=case.title,
        codes=case.codes,
        summary=_lines(case.summary.problem, case.summary.analysis, case.summary.conclusion),
        steps=_lines(*(step.text for step in case.steps)),
        body=_body(case),
        products=case.products,
        customer=case.customer,
        engineers=tuple(sorted({step.by for step in case.steps if step.by})),
        status=str(case.status),
        solved=case.resolution in _SOLVED,
        day=_day(case.archived or case.opened),
    )


def from_tree(version: Version) -> Document:
    """A tree; one that cannot be read is found by its plain text."""
    try:
        tree = trees.files.load(version.text, f"{version.id}.yaml")
    except InvalidTreeError:
        return _unreadable(version)
    first = tree.languages[0]
    return Document(
        kind=Kind.TREE,
        id=tree.id,
        title=tree.title.say(first),
        also=_lines(*(words for name, words in tree.title.words.items() if name != first)),
        codes=tree.codes,
        summary=_lines(*_words(tree.summary), *_words(tree.symptoms)),
        steps=_lines(*_words(tree.nodes)),
        products=tree.products,
        status=str(tree.audience),
        solved=True,
        day=version.saved_at.date(),
    )


def from_article(version: Version) -> Document:
    """An article; one that cannot be read is found by its plain text."""
    try:
        article = articles.files.load(version.text, f"{version.id}.md")
    except InvalidArticleError:
        return _unreadable(version)
    return Document(
        kind=Kind.ARTICLE,
        id=article.id,
        title=article.title,
        also=" ".join(article.keywords),
        codes=article.codes,
        summary=_lines(article.section(Section.ISSUE), article.section(Section.CAUSE)),
        steps=article.section(Section.RESOLUTION),
        body=article.section(Section.ENVIRONMENT),
        products=article.products,
        status=str(article.state),
        solved=article.confidence is Confidence.VALIDATED,
        day=article.updated or version.saved_at.date(),
    )


def _unreadable(version: Version) -> Document:
    kind = Kind(version.kind)
    return Document(kind=kind, id=version.id, title=version.id, body=version.text)


def _body(case: Case) -> str:
    """What was written comes first: the first lines of a text count more than the others."""
    files = [one for message in case.messages for one in message.attachments]
    senders = (message.sender.partition("<")[0].strip() for message in case.messages)
    return _lines(
        *(message.body for message in case.messages),
        *dict.fromkeys(one.name for one in files),
        *dict.fromkeys(senders),
        " ".join(sorted({fact.value for fact in case.facts})),
        *(one.text for one in files),
    )


def _words(value: object) -> Iterator[str]:
    """Everything people read in a part of a tree, and its commands."""
    if isinstance(value, Text):
        yield from value.words.values()
    elif isinstance(value, Command):
        yield value.run
    elif isinstance(value, Mapping):
        for one in value.values():
            yield from _words(one)
    elif isinstance(value, tuple):
        for one in value:
            yield from _words(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _words(getattr(value, field.name))


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.date()


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
