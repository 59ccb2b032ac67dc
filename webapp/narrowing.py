"""A search as its address says it: words, filters in them, kind, order, page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from kb.search.documents import FACETS, Kind

NEWEST = "newest"
KINDS = tuple(str(kind) for kind in Kind)
MOST_PAGES = 50
LONGEST = 20_000
"""Characters of a search that are carried from page to page."""
NARROWABLE = 2_000
"""Characters in which filters are looked for."""
_QUOTES = (('"', '"'), ("“", "”"), ("「", "」"))
_FILTER = re.compile(
    rf'(?i)(?<!\S)({"|".join(FACETS)})[:：](?:"([^"]*)"|“([^”]*)”|「([^」]*)」|([^\s"“「]\S*))'
)


@dataclass(frozen=True, slots=True)
class Filter:
    """A `field:value` in the words of a search; `rest` is the search without it."""

    field: str
    value: str
    rest: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of hits is about.

    Attributes:
        typed: the words, filters among them.
        kind: one of `KINDS`, or empty for all.
        newest_first: by day instead of by relevance.
        page: from 1.
        listed: the person wants the list, even where a page is named exactly.
    """

    typed: str
    kind: str = ""
    newest_first: bool = False
    page: int = 1
    listed: bool = False

    @property
    def filters(self) -> tuple[Filter, ...]:
        """The filters among the words, in their order."""
        return tuple(self._filter(match) for match in _FILTER.finditer(self.typed[:NARROWABLE]))

    @property
    def is_plain(self) -> bool:
        """Whether it is what somebody typed, not yet narrowed, turned or leafed through."""
        return not (self.kind or self.newest_first or self.listed) and self.page == 1

    def address(self, **changes: object) -> dict[str, Any]:
        """The arguments of its address, from the first page on unless `changes` names another."""
        wanted = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]
        given = {
            "q": wanted.typed,
            "kind": wanted.kind,
            "sort": NEWEST if wanted.newest_first else "",
            "page": wanted.page if wanted.page > 1 else "",
        }
        address = {name: value for name, value in given.items() if value}
        return address if wanted.kind else {**address, "all": 1}

    def narrowed(self, field: str, value: str) -> dict[str, Any]:
        """The address of the same search with one filter more."""
        opening, closing = next((q for q in _QUOTES if q[1] not in value), _QUOTES[0])
        return self.address(typed=f"{self.typed} {field}:{opening}{value}{closing}")

    def _filter(self, match: re.Match[str]) -> Filter:
        rest = self.typed[: match.start()] + self.typed[match.end() :]
        value = next(value for value in match.groups()[1:] if value is not None)
        return Filter(match[1].lower(), value, " ".join(rest.split()))


def read_address(arguments: Mapping[str, str]) -> Asked:
    """What an address asks for; what makes no sense in it is passed over."""
    kind, page = arguments.get("kind", ""), arguments.get("page", "")
    return Asked(
        typed=arguments.get("q", "").strip()[:LONGEST],
        kind=kind if kind in KINDS else "",
        newest_first=arguments.get("sort") == NEWEST,
        page=min(int(page), MOST_PAGES) if page.isdecimal() and page.isascii() and int(page) else 1,
        listed="all" in arguments,
    )
