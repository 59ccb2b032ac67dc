"""What the index knows of a case, a tree or an article, whichever engine keeps it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from urllib.parse import quote


class Kind(StrEnum):
    """What a document is; the words of the changes feed and of `--kind`."""

    CASE = "case"
    TREE = "tree"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Document:
    """One searchable thing.

    Attributes:
        id: case number, tree id or article id.
        also: the title in other languages, and other names by which it is known.
        codes: canonical forms (`0x1e`).
        summary: problem, analysis and conclusion, or what a tree or an article is for.
        steps: what was tried, one line each.
        body: everything else that may be searched.
        status: of a case `open`/`archived`, of an article its state.
        solved: a resolved case or a validated article; goes first among equals.
        day: opened, saved or published; None where unknown.
    """

    kind: Kind
    id: str
    title: str
    also: str = ""
    codes: tuple[str, ...] = ()
    summary: str = ""
    steps: str = ""
    body: str = ""
    products: tuple[str, ...] = ()
    customer: str = ""
    engineers: tuple[str, ...] = ()
    status: str = ""
    solved: bool = False
    day: date | None = None

    @property
    def key(self) -> str:
        """Kind and id in one word, unique in the index."""
        return key_of(self.kind, self.id)

    @property
    def text(self) -> str:
        """Everything that may be searched, in one."""
        codes = " ".join(self.codes)
        parts = (self.id, self.title, self.also, codes, self.summary, self.steps, self.body)
        return "\n".join(part for part in parts if part)

    @property
    def url(self) -> str:
        """Path of its page."""
        return url_of(self.kind, self.id)


def key_of(kind: str, id_: str) -> str:
    """The unique word of a document: `case:CAS-01000-AAAAAA`."""
    return storable(f"{kind}:{id_}")


def storable(text: str) -> str:
    """A text without lone surrogates, which no file can hold."""
    return text.encode(errors="replace").decode()


def url_of(kind: str, id_: str) -> str:
    """Path of the page of a document."""
    return f"/{kind}s/{quote(id_)}"


def facet_values(document: Document) -> dict[str, tuple[str, ...]]:
    """What a document can be filtered and counted by; the keys are the fields of the query."""
    values = {
        "kind": (str(document.kind),),
        "product": document.products,
        "code": document.codes,
        "year": (str(document.day.year),) if document.day else (),
        "status": (document.status,),
        "customer": (document.customer,),
        "engineer": document.engineers,
    }
    return {
        field: tuple(dict.fromkeys(storable(value) for value in some if value))
        for field, some in values.items()
    }


FACETS = ("kind", "product", "code", "year", "status", "customer", "engineer")
