"""The table of names: which numbers Windows calls what.

`table.csv` holds one name a line, sorted by table and number; the numbers are hexadecimal without
leading zeros. It is read once, when the first code is looked up.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from kb.errors import InvalidRuleError

TABLES = ("bugcheck", "ras", "win32", "winhttp", "msi", "hresult", "wu", "pdh", "ntstatus", "setup")
"""In the order in which the names of one number are told."""

_NEAR = 0.85
_LONGEST = 80
_DATA = ("table.csv", "more.csv")


@dataclass(frozen=True, slots=True)
class CodeName:
    """One name of a code and the table that it stands in."""

    table: str
    name: str


@cache
def by_number() -> Mapping[int, tuple[CodeName, ...]]:
    """Every number that has a name, with its names in the order of `TABLES`."""
    found: dict[int, tuple[CodeName, ...]] = {}
    for table, code, name in sorted(_rows(), key=lambda row: TABLES.index(row[0])):
        number = int(code, 16)
        found[number] = (*found.get(number, ()), CodeName(table, name))
    return found


@cache
def by_name() -> Mapping[str, int]:
    """The number behind a name in capitals; of two numbers the one in the earlier table."""
    found: dict[str, int] = {}
    for number, names in by_number().items():
        for one in names:
            found.setdefault(one.name.upper(), number)
    return found


def names_of(number: int, first: str = "") -> tuple[CodeName, ...]:
    """The names of a number, those of the table `first` before the others."""
    # Numbers that remote access gave its own meaning are seldom those of winerror.h: "error 691" is a wrong password.
    wanted = {first, "ras"} if first == "win32" else {first}
    return tuple(sorted(by_number().get(number, ()), key=lambda one: one.table not in wanted))


def near_names(text: str) -> tuple[str, ...]:
    """Names that look like a text, where that looks like a name; the nearest first."""
    wanted = "_".join(text.upper().split())[:_LONGEST]
    if "_" not in wanted:
        return ()
    return tuple(get_close_matches(wanted, by_name(), n=3, cutoff=_NEAR))


def is_in(number: int, table: str) -> bool:
    """Whether a table names this number."""
    return any(one.table == table for one in by_number().get(number, ()))


def _rows() -> list[list[str]]:
    rows: list[list[str]] = []
    for data in _DATA:
        lines = files(__package__).joinpath(data).read_text("utf-8").splitlines()
        rows.extend(list(csv.reader(lines[1:])))
    for row in rows:
        _check(row)
    return rows


def _check(row: list[str]) -> None:
    table, code, name = row
    if table not in TABLES or not name or code != f"{int(code, 16):x}":
        raise InvalidRuleError(f"kb/codes: the row {row} needs a known table, plain hex and a name")
