"""The gate: what redaction finds in public texts, and what may pass."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from articles.model import Article
from kb.redaction.model import Finding, Redaction
from kb.store import FindingState
from trees.model import Tree
from webapp.portal.model import Blocked, Found
from webapp.portal.public import Change, Public, change_article, change_tree

CONTEXT = 60  # characters shown on both sides of a finding
_BETWEEN = "\n\n"
Sources = Mapping[tuple[str, str], str]


class Inspector(Protocol):
    """Finds secrets and personal data; `kb.redaction.Redactor` is one."""

    def __hash__(self) -> int:
        """Two that find the same may have the same hash; findings are kept by it."""
        ...

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        """Return each text without its secrets, and where they were."""
        ...

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """Return personal data in the order of the text, without overlap."""
        ...


@dataclass(frozen=True, slots=True)
class Names:
    """People and customers of the archive, whose names must not leave."""

    people: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


def inspect(
    subject: Public, inspector: Inspector, names: Names, sources: Sources | None = None
) -> tuple[Found, ...]:
    """Return everything that redaction finds in what would be exported.

    Args:
        subject: the public articles and trees.
        inspector: what finds.
        names: to look for besides.
        sources: (`article` or `tree`, id) -> text of the file, to say on which line a finding is.
    """
    known = sources or {}
    found: dict[tuple[str, str, str, int, str], Found] = {}
    for kind, item in (*_of("article", subject.articles), *_of("tree", subject.trees)):
        source = known.get((kind, item.id), "")
        text = _BETWEEN.join(_texts(item))
        for each in _in_text(text, inspector, names):
            value = text[each.start : each.end]
            line = _line(source, text, each.start, value)
            key = (kind, item.id, each.kind, line, value)
            found[key] = Found(
                kind,
                item.id,
                each.kind,
                each.rule,
                line,
                value,
                each.replacement,
                before=text[max(0, each.start - CONTEXT) : each.start].rpartition("\n")[2],
                after=text[each.end : each.end + CONTEXT].partition("\n")[0],
            )
    return tuple(found.values())


def blocked(findings: Iterable[Found]) -> tuple[Blocked, ...]:
    """Return the findings that nobody has decided about, each place once."""
    waiting = [each for each in findings if each.decision is FindingState.OPEN]
    places = {(each.id, each.kind, each.line): each for each in waiting}
    return tuple(Blocked(each.id, each.kind, each.line) for each in places.values())


def masked(subject: Public, findings: Iterable[Found]) -> Public:
    """Return the same with what people confirmed as sensitive replaced by its pseudonym."""
    marks: dict[tuple[str, str], dict[str, str]] = {}
    for each in findings:
        if each.decision is FindingState.CONFIRMED:
            marks.setdefault((each.subject, each.id), {})[each.value] = each.replacement
    articles, trees = dict(subject.articles), dict(subject.trees)
    for (kind, name), values in marks.items():
        if kind == "article" and name in articles:
            articles[name] = change_article(articles[name], _replacing(values))
        if kind == "tree" and name in trees:
            trees[name] = change_tree(trees[name], _replacing(values))
    return Public(articles, trees)


def _replacing(values: Mapping[str, str]) -> Change:
    # Longer values first: one may be a part of another.
    ordered = sorted(values.items(), key=lambda pair: (-len(pair[0]), pair[0]))

    def change(text: str) -> str:
        for value, mark in ordered:
            text = text.replace(value, mark)
        return text

    return change


def _of(
    kind: str, items: Mapping[str, Article] | Mapping[str, Tree]
) -> Iterator[tuple[str, Article | Tree]]:
    for item in items.values():
        yield kind, item


def _texts(item: Article | Tree) -> list[str]:
    """Every text of an article or tree, each once."""
    texts: dict[str, None] = {}

    def note(text: str) -> str:
        texts[text] = None
        return text

    if isinstance(item, Article):
        change_article(item, note)
    else:
        change_tree(item, note)
    return [text for text in texts if text.strip()]


@lru_cache(maxsize=4096)
def _in_text(text: str, inspector: Inspector, names: Names) -> tuple[Finding, ...]:
    """Findings of one text; kept, for the archive may know tens of thousands of names."""
    (redaction,) = inspector.secrets([text])
    personal = inspector.personal(text, people=names.people, customers=names.customers)
    return (*redaction.findings, *personal)


def _line(source: str, text: str, start: int, value: str) -> int:
    """The line of the file on which a finding stands; 1 where the file says it in other words."""
    before = text.rfind("\n", 0, start) + 1
    end = text.find("\n", start)
    whole = text[before : len(text) if end < 0 else end].strip()
    for wanted in (whole, value):
        place = source.find(wanted)
        if wanted and place >= 0:
            return source.count("\n", 0, place) + 1
    return 1
