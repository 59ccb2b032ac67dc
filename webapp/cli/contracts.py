"""Values as the JSON that the commands promise (docs/commands.md)."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from kb.cases import Case, Fact, Message
from kb.codes import Explanation
from kb.store import CaseRow, User

Json = dict[str, Any]


def case_json(case: Case) -> Json:
    """A case, as `cases show` gives it."""
    return {
        "number": case.number,
        "title": case.title,
        "customer": case.customer,
        "status": case.status,
        "opened": moment(case.opened),
        "archived": moment(case.archived),
        "products": list(case.products),
        "codes": list(case.codes),
        "resolution": case.resolution,
        "summary": {
            "problem": case.summary.problem,
            "analysis": case.summary.analysis,
            "conclusion": case.summary.conclusion,
        },
        "steps": [
            {"text": step.text, "result": step.result, "message": step.message}
            for step in case.steps
        ],
        "facts": [fact_json(fact) for fact in case.facts],
        "messages": [_message(message) for message in case.messages],
    }


def fact_json(fact: Fact) -> Json:
    """A fact, as `cases show` and `triage` give it."""
    return {"kind": fact.kind, "value": fact.value, "message": fact.message, "line": fact.line}


def row_json(row: CaseRow) -> Json:
    """A line of `cases list`."""
    return asdict(row) | {"opened": moment(row.opened), "archived": moment(row.archived)}


def explanation_json(explained: Explanation) -> Json:
    """A code, as `codes` gives it."""
    return {
        "input": explained.input,
        "canonical": explained.canonical,
        "names": [{"table": each.table, "name": each.name} for each in explained.names],
        "parts": asdict(explained.parts) if explained.parts else None,
    }


def user_json(user: User) -> Json:
    """A line of `users list`."""
    return asdict(user) | {"created_at": moment(user.created_at)}


def moment(value: datetime | None) -> str | None:
    """ISO 8601, with the offset where the zone is known."""
    return value.isoformat() if value else None


def _message(message: Message) -> Json:
    return {
        "n": message.n,
        "sent_at": moment(message.sent_at),
        "sender": message.sender,
        "to": list(message.to),
        "cc": list(message.cc),
        "subject": message.subject,
        "body": message.body,
    }
