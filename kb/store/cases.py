"""Cases: written and read whole, listed by what people filter for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from kb.cases import Case, CaseStatus, Resolution
from kb.errors import UnknownCaseError
from kb.mail.words import fold
from kb.store.case_rows import children_of, grouped, load, parent_of, placeholders
from kb.store.changes import Changes
from kb.store.connection import Connection, Params, Row
from kb.store.values import Clock, from_time, now, to_time

PAGE = 200
_LAST = "\U0010ffff"
_SPAN = "between :low and :high"
_BY_ID = (
    "select case_number as number from messages"
    f" where message_id in ({{marks}}) and case_number {_SPAN}"
)
_BY_REFERENCE = (
    "select case_number as number from message_references"
    f" where message_id in ({{marks}}) and case_number {_SPAN}"
)
_BY_MATTER = f"select number from cases where matter in ({{marks}}) and number {_SPAN}"


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as one line of a list; `messages` is their number."""

    number: str
    title: str
    customer: str
    status: CaseStatus
    opened: datetime | None
    archived: datetime | None
    resolution: Resolution | None
    products: tuple[str, ...]
    codes: tuple[str, ...]
    messages: int


class Cases:
    """The cases of the archive."""

    def __init__(self, connection: Connection, changes: Changes, clock: Clock = now) -> None:
        self._connection = connection
        self._changes = changes
        self._clock = clock

    def get(self, number: str) -> Case:
        """The case of that number.

        Raises:
            UnknownCaseError: the store does not hold it.
        """
        case = self.find(number)
        if case is None:
            raise UnknownCaseError(
                f"no case {number}: `casepath cases list` shows the numbers that there are"
            )
        return case

    def find(self, number: str) -> Case | None:
        """The case of that number, or None."""
        return self.several([number]).get(number)

    def several(self, numbers: Sequence[str]) -> dict[str, Case]:
        """Those of the cases that the store holds, by number; one round for all of them."""
        with self._connection.snapshot():
            return load(self._connection, numbers)

    def put(self, case: Case) -> bool:
        """Write the case in place of what the store holds under its number.

        Returns:
            False when the store holds exactly this already; then nothing is written.
        """
        with self._connection.transaction():
            if self.find(case.number) == case:
                return False
            self._write(case)
            self._changes.append("case", case.number)
        return True

    def remove(self, number: str) -> None:
        """Take the case out of the store.

        Raises:
            UnknownCaseError: the store does not hold it.
        """
        with self._connection.transaction():
            if not self._connection.execute(
                "delete from cases where number = :number", {"number": number}
            ):
                raise UnknownCaseError(f"no case {number} to remove")
            self._changes.append("case", number)

    def linked(self, ids: Sequence[str], matters: Sequence[str], prefix: str = "") -> set[str]:
        """Numbers of the cases that hold or refer to one of some messages, or have one of some titles.

        Args:
            ids: message ids.
            matters: titles, folded.
            prefix: only cases whose numbers begin so.
        """
        self._fold_titles()
        span: Params = {"low": prefix, "high": f"{prefix}{_LAST}"}
        found: set[str] = set()
        for query, keys in ((_BY_ID, ids), (_BY_REFERENCE, ids), (_BY_MATTER, matters)):
            for start in range(0, len(keys), PAGE):
                marks, params = placeholders(keys[start : start + PAGE])
                rows = self._connection.rows(query.format(marks=marks), {**params, **span})
                found.update(row["number"] for row in rows)
        return found

    def resolutions(self, numbers: Sequence[str]) -> dict[str, Resolution]:
        """How cases ended, by number; those without a known end are left out."""
        marks, params = placeholders(numbers)
        rows = self._connection.rows(
            f"select number, resolution from cases where number in ({marks})"
            " and resolution is not null",
            params,
        )
        return {row["number"]: Resolution(row["resolution"]) for row in rows}

    def numbers(self) -> list[str]:
        """All case numbers, in order."""
        return [
            row["number"]
            for row in self._connection.rows("select number from cases order by number")
        ]

    def customers(self) -> Sequence[str]:
        """The names of all customers, in order."""
        rows = self._connection.rows(
            "select distinct customer from cases where customer <> '' order by customer"
        )
        return [row["customer"] for row in rows]

    def correspondents(self) -> Sequence[str]:
        """Everybody who has sent or received a message, as the mails write them, in order."""
        rows = self._connection.rows(
            "select sender as name from messages where sender <> ''"
            " union select address from recipients where address <> '' order by name"
        )
        return [row["name"] for row in rows]

    def list(  # noqa: PLR0913 - each filter is independent of the others
        self,
        limit: int = 50,
        offset: int = 0,
        *,
        product: str = "",
        code: str = "",
        year: int | str = "",
        status: str = "",
    ) -> list[CaseRow]:
        """One page of the cases that fit all filters, the latest first; an empty filter fits all.

        Args:
            limit: cases at most.
            offset: cases to pass over.
            product: exactly as in `Case.products`.
            code: canonical form, as in `Case.codes`.
            year: in which the case was opened.
            status: a value of CaseStatus.
        """
        where, params = _filters(product, code, year, status)
        with self._connection.snapshot():
            rows = self._connection.rows(
                "select number, title, customer, status, opened, archived, resolution,"
                " (select count(*) from messages where case_number = number) as messages"
                f" from cases{where} order by latest desc, number desc limit :limit offset :offset",
                {**params, "limit": limit, "offset": offset},
            )
            numbers = [row["number"] for row in rows]
            products = grouped(self._connection, "case_products", numbers)
            codes = grouped(self._connection, "case_codes", numbers)
        return [_row(row, products[row["number"]], codes[row["number"]]) for row in rows]

    def count(
        self, *, product: str = "", code: str = "", year: int | str = "", status: str = ""
    ) -> int:
        """How many cases fit all filters; they are those of `list`."""
        where, params = _filters(product, code, year, status)
        return int(self._connection.value(f"select count(*) from cases{where}", params))

    def in_order(self) -> Iterator[Case]:
        """All cases by number, read in pages, so that memory stays flat and no lock is held."""
        after = ""
        while page := self._page(after):
            yield from self.several(page).values()
            after = page[-1]

    def _page(self, after: str) -> Sequence[str]:
        rows = self._connection.rows(
            "select number from cases where number > :after order by number limit :limit",
            {"after": after, "limit": PAGE},
        )
        return [row["number"] for row in rows]

    def _fold_titles(self) -> None:
        """Work out the matter of cases that an earlier version wrote."""
        rows = self._connection.rows("select number, title from cases where matter is null")
        for row in rows:
            self._connection.execute(
                "update cases set matter = :matter where number = :number",
                {"number": row["number"], "matter": fold(row["title"])},
            )

    def _write(self, case: Case) -> None:
        self._connection.execute("delete from cases where number = :n", {"n": case.number})
        parent = {**parent_of(case), "changed_at": from_time(self._clock())}
        self._connection.insert("cases", [parent])
        for table, rows in children_of(case).items():
            self._connection.insert(table, rows)


def _filters(product: str, code: str, year: int | str, status: str) -> tuple[str, Params]:
    conditions = {
        "number in (select case_number from case_products where product = :product)": product,
        "number in (select case_number from case_codes where code = :code)": code,
        "cast(year as text) = :year": year,
        "status = :status": status,
    }
    chosen = [condition for condition, value in conditions.items() if value]
    params = {"product": product, "code": code, "year": str(year), "status": status}
    return (f" where {' and '.join(chosen)}" if chosen else ""), params


def _row(row: Row, products: Sequence[Row], codes: Sequence[Row]) -> CaseRow:
    return CaseRow(
        row["number"],
        row["title"],
        row["customer"],
        CaseStatus(row["status"]),
        to_time(row["opened"]),
        to_time(row["archived"]),
        Resolution(row["resolution"]) if row["resolution"] else None,
        tuple(each["product"] for each in products),
        tuple(each["code"] for each in codes),
        row["messages"],
    )
