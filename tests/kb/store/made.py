"""Cases for tests: generated ones, and a small one by hand."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import strategies as st

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

# All that a database can keep; a lone surrogate and NUL have a test of their own.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
zones = st.none() | st.integers(-14 * 60, 14 * 60).map(
    lambda minutes: timezone(timedelta(minutes=minutes))
)
times = st.none() | st.datetimes(timezones=zones)
numbers = st.integers(0, 2**31 - 1)
attachments = st.builds(Attachment, texts, st.integers(0, 2**40), texts, texts, texts)
facts = st.builds(Fact, st.sampled_from(FactKind), texts, numbers, numbers, numbers, numbers)
steps = st.builds(Step, texts, st.sampled_from(StepResult), numbers, texts)


def several(of: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def threads(draw: st.DrawFn) -> tuple[Message, ...]:
    return tuple(
        Message(
            n,
            draw(times),
            draw(texts),
            draw(several(texts)),
            draw(several(texts)),
            draw(texts),
            draw(texts),
            draw(several(attachments)),
            draw(texts),
            draw(several(texts)),
        )
        for n in range(1, draw(st.integers(0, 3)) + 1)
    )


cases = st.builds(
    Case,
    number=texts.filter(bool),
    title=texts,
    customer=texts,
    status=st.sampled_from(CaseStatus),
    opened=times,
    archived=times,
    resolution=st.none() | st.sampled_from(Resolution),
    products=several(texts),
    codes=several(texts),
    summary=st.builds(Summary, texts, texts, texts, st.booleans()),
    steps=several(steps),
    facts=several(facts),
    messages=threads(),
)


def message(n: int, body: str = "The update ends with an error.") -> Message:
    return Message(
        n=n,
        sent_at=datetime(2021, 5, n, 9, tzinfo=UTC),
        sender="Lin Qiao <lin.qiao@support.example>",
        to=("desk@harbour.example",),
        cc=(),
        subject="Update fails",
        body=body,
    )


def case(number: str = "CAS-10001-A", **fields: object) -> Case:
    given: dict[str, object] = {
        "title": "Update fails",
        "customer": "Harbour Works",
        "status": CaseStatus.ARCHIVED,
        "opened": datetime(2021, 5, 1, 9, tzinfo=UTC),
        "archived": None,
        "resolution": None,
        "messages": (message(1), message(2)),
    }
    return Case(number=number, **(given | fields))
