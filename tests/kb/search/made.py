"""Documents and plans for tests."""

from datetime import date
from typing import Any

from kb.search.documents import Document, Kind
from kb.search.glossary import shipped
from kb.search.port import Engine, Held, Plan, Reader, Wanted
from kb.search.results import Results
from kb.search.searching import Request, search


def case(number: str, title: str = "", **more: Any) -> Document:
    values = {"status": "archived", "day": date(2021, 5, 4), **more}
    return Document(Kind.CASE, number, title, **values)


def article(name: str, title: str = "", **more: Any) -> Document:
    return Document(Kind.ARTICLE, name, title, **more)


def filled(engine: Engine, *documents: Document, position: int = 1) -> Reader:
    engine.update(documents, (), Held("feed", position))
    return engine.reader()


def ids(reader: Reader, *terms: str, **plan: Any) -> list[str]:
    """Ids of what a plan finds, the best first."""
    wanted = tuple(Wanted(term) for term in terms)
    found = reader.search(Plan(wanted=wanted, **plan), 100)
    return [reader.card(one.place).id for one in found.candidates]


def ask(reader: Reader, text: str, **request: Any) -> Results:
    return search(reader, shipped(), Request(text, **request))


def found(reader: Reader, text: str, **request: Any) -> list[str]:
    return [hit.id for hit in ask(reader, text, **request).hits]
