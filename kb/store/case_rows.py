"""A case taken apart into rows of its tables, and put together again."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from kb.cases import (
    Attachment,
    Case,
    CaseStatus,
    Fact,
    FactKind,
    Message,
    Resolution,
    Step,
    StepResult,
    Summary,
)
from kb.mail.words import fold
from kb.store.connection import Connection, Row, Value
from kb.store.values import from_time, sortable, to_time

NewRows = list[dict[str, Value]]
Key = TypeVar("Key")

# Rows of one table come back in the order of these columns.
_ORDER = {
    "case_products": "place",
    "case_codes": "place",
    "messages": "n",
    "recipients": "message, field, place",
    "message_references": "message, place",
    "attachments": "message, place",
    "facts": "place",
    "steps": "place",
}


def parent_of(case: Case) -> dict[str, Value]:
    """The row of the table `cases`."""
    sent = [message.sent_at for message in case.messages]
    return {
        "number": case.number,
        "title": case.title,
        "matter": fold(case.title),
        "customer": case.customer,
        "status": case.status.value,
        "opened": from_time(case.opened),
        "archived": from_time(case.archived),
        "resolution": case.resolution.value if case.resolution else None,
        "problem": case.summary.problem,
        "analysis": case.summary.analysis,
        "conclusion": case.summary.conclusion,
        "extracted": int(case.summary.extracted),
        "year": case.opened.year if case.opened else None,
        "latest": max(sortable(moment) for moment in (case.opened, case.archived, *sent)),
    }


def children_of(case: Case) -> dict[str, NewRows]:
    """The rows of the tables that belong to a case, in an order that the foreign keys allow."""
    number = case.number
    return {
        "case_products": _numbered(number, [{"product": each} for each in case.products]),
        "case_codes": _numbered(number, [{"code": each} for each in case.codes]),
        "messages": [_from_message(number, each) for each in case.messages],
        "recipients": [row for each in case.messages for row in _recipients(number, each)],
        "message_references": [row for each in case.messages for row in _references(number, each)],
        "attachments": [row for each in case.messages for row in _attachments(number, each)],
        "facts": _numbered(number, [_from_fact(each) for each in case.facts]),
        "steps": _numbered(number, [_from_step(each) for each in case.steps]),
    }


def load(connection: Connection, numbers: Sequence[str]) -> dict[str, Case]:
    """Those of the cases that there are, in that order; call it inside a snapshot."""
    marks, params = placeholders(numbers)
    rows = connection.rows(f"select * from cases where number in ({marks})", params)
    parents = {row["number"]: row for row in rows}
    found = [number for number in numbers if number in parents]
    children = {table: grouped(connection, table, found) for table in _ORDER}
    return {number: _to_case(parents[number], number, children) for number in found}


def grouped(connection: Connection, table: str, numbers: Sequence[str]) -> dict[str, list[Row]]:
    """The rows of one table that belong to these cases, in order, by case number."""
    marks, params = placeholders(numbers)
    rows = connection.rows(
        f"select * from {table} where case_number in ({marks})"
        f" order by case_number, {_ORDER[table]}",
        params,
    )
    return by(rows, lambda row: row["case_number"])


def by(rows: Sequence[Row], key: Callable[[Row], Key]) -> dict[Key, list[Row]]:
    """Rows in groups; a group that has none is empty."""
    groups: dict[Key, list[Row]] = defaultdict(list)
    for row in rows:
        groups[key(row)].append(row)
    return groups


def placeholders(values: Sequence[str]) -> tuple[str, dict[str, Value]]:
    """The inside of `in (…)` and its parameters; for no values one that fits nothing."""
    params: dict[str, Value] = {f"v{place}": value for place, value in enumerate(values)}
    return ", ".join(f":{name}" for name in params) or "null", params


def _numbered(number: str, rows: NewRows) -> NewRows:
    return [{"case_number": number, "place": place, **row} for place, row in enumerate(rows)]


def _from_message(number: str, message: Message) -> dict[str, Value]:
    return {
        "case_number": number,
        "n": message.n,
        "sent_at": from_time(message.sent_at),
        "sender": message.sender,
        "subject": message.subject,
        "body": message.body,
        "message_id": message.message_id,
    }


def _recipients(number: str, message: Message) -> NewRows:
    return [
        {
            "case_number": number,
            "message": message.n,
            "field": field,
            "place": place,
            "address": address,
        }
        for field, addresses in (("to", message.to), ("cc", message.cc))
        for place, address in enumerate(addresses)
    ]


def _references(number: str, message: Message) -> NewRows:
    return [
        {"case_number": number, "message": message.n, "place": place, "message_id": each}
        for place, each in enumerate(message.references)
    ]


def _attachments(number: str, message: Message) -> NewRows:
    return [
        {
            "case_number": number,
            "message": message.n,
            "place": place,
            "name": each.name,
            "size": each.size,
            "media_type": each.media_type,
            "sha256": each.sha256,
            "content": each.text,
        }
        for place, each in enumerate(message.attachments)
    ]


def _from_fact(fact: Fact) -> dict[str, Value]:
    return {
        "kind": fact.kind.value,
        "value": fact.value,
        "message": fact.message,
        "line": fact.line,
        "start_column": fact.start,
        "end_column": fact.end,
    }


def _from_step(step: Step) -> dict[str, Value]:
    return {
        "text": step.text,
        "result": step.result.value,
        "message": step.message,
        "done_by": step.by,
    }


def _to_case(row: Row, number: str, children: dict[str, dict[str, list[Row]]]) -> Case:
    mine = {table: rows[number] for table, rows in children.items()}
    return Case(
        number=number,
        title=row["title"],
        customer=row["customer"],
        status=CaseStatus(row["status"]),
        opened=to_time(row["opened"]),
        archived=to_time(row["archived"]),
        resolution=Resolution(row["resolution"]) if row["resolution"] else None,
        products=tuple(each["product"] for each in mine["case_products"]),
        codes=tuple(each["code"] for each in mine["case_codes"]),
        summary=_to_summary(row),
        steps=tuple(_to_step(each) for each in mine["steps"]),
        facts=tuple(_to_fact(each) for each in mine["facts"]),
        messages=_to_messages(mine),
    )


def _to_summary(row: Row) -> Summary:
    return Summary(row["problem"], row["analysis"], row["conclusion"], bool(row["extracted"]))


def _to_messages(mine: Mapping[str, Sequence[Row]]) -> tuple[Message, ...]:
    addressed = by(mine["recipients"], lambda row: (row["message"], row["field"]))
    attached = by(mine["attachments"], lambda row: row["message"])
    referred = by(mine["message_references"], lambda row: row["message"])
    return tuple(
        Message(
            n=row["n"],
            sent_at=to_time(row["sent_at"]),
            sender=row["sender"],
            to=tuple(each["address"] for each in addressed[row["n"], "to"]),
            cc=tuple(each["address"] for each in addressed[row["n"], "cc"]),
            subject=row["subject"],
            body=row["body"],
            attachments=tuple(_to_attachment(each) for each in attached[row["n"]]),
            message_id=row["message_id"],
            references=tuple(each["message_id"] for each in referred[row["n"]]),
        )
        for row in mine["messages"]
    )


def _to_attachment(row: Row) -> Attachment:
    return Attachment(row["name"], row["size"], row["media_type"], row["sha256"], row["content"])


def _to_fact(row: Row) -> Fact:
    return Fact(
        FactKind(row["kind"]),
        row["value"],
        row["message"],
        row["line"],
        row["start_column"],
        row["end_column"],
    )


def _to_step(row: Row) -> Step:
    return Step(row["text"], StepResult(row["result"]), row["message"], row["done_by"])
