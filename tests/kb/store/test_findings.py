from dataclasses import replace

import pytest

from kb.errors import StoreError
from kb.store import FindingState, Found, LedgerEntry, Store
from tests.kb.store.conftest import Clock

PHONE = Found("phone", "mobile-cn", "message 2, line 4", "d1")
NAME = Found("person", "header-name", "message 2, line 1", "d2")


def found(entries: list[LedgerEntry]) -> list[Found]:
    return [Found(each.kind, each.rule, each.place, each.digest) for each in entries]


def test_a_finding_is_open_until_somebody_decides(store: Store, clock: Clock) -> None:
    (entry,) = store.findings.record("case", "A", [PHONE])
    assert entry == LedgerEntry(
        id=entry.id,
        subject_kind="case",
        subject_id="A",
        kind="phone",
        rule="mobile-cn",
        place="message 2, line 4",
        digest="d1",
        state=FindingState.OPEN,
        decided_by="",
        decided_at=None,
        found_at=clock.moment,
    )
    later = clock.advance(hours=1)
    decided = store.findings.decide(entry.id, FindingState.NOT_SENSITIVE, "mei")
    assert (decided.state, decided.decided_by, decided.decided_at) == (
        FindingState.NOT_SENSITIVE,
        "mei",
        later,
    )


def test_a_decision_survives_a_new_reading(store: Store) -> None:
    (entry,) = store.findings.record("case", "A", [PHONE])
    store.findings.decide(entry.id, FindingState.CONFIRMED, "mei")
    assert [each.state for each in store.findings.record("case", "A", [NAME, PHONE])] == [
        FindingState.OPEN,
        FindingState.CONFIRMED,
    ]


def test_a_decision_moves_with_its_value(store: Store) -> None:
    (entry,) = store.findings.record("case", "A", [PHONE])
    decided = store.findings.decide(entry.id, FindingState.NOT_SENSITIVE, "mei")
    moved = replace(PHONE, place="message 2, line 9")
    other = replace(moved, digest="d9")
    entries = store.findings.record("case", "A", [moved, other])
    assert sorted((each.place, each.digest, each.state, each.decided_by) for each in entries) == [
        ("message 2, line 9", "d1", "not-sensitive", "mei"),
        ("message 2, line 9", "d9", "open", ""),
    ]
    assert {each.decided_at for each in entries} == {decided.decided_at, None}


def test_what_is_no_longer_found_leaves_the_ledger(store: Store) -> None:
    store.findings.record("case", "A", [PHONE, NAME])
    assert found(store.findings.record("case", "A", [NAME])) == [NAME]
    assert store.findings.record("case", "A", []) == []


def test_the_same_finding_twice_is_one_entry(store: Store) -> None:
    assert found(store.findings.record("case", "A", [PHONE, PHONE])) == [PHONE]


def test_removed_secrets_are_confirmed_from_the_start(store: Store) -> None:
    secret = Found("password", "label", "message 1, line 2", "d3")
    (entry,) = store.findings.record("case", "A", [secret], FindingState.CONFIRMED)
    assert entry.state == FindingState.CONFIRMED


def test_lists_are_narrowed_by_subject_and_state(store: Store) -> None:
    store.findings.record("case", "A", [PHONE])
    (entry,) = store.findings.record("article", "B", [NAME])
    store.findings.decide(entry.id, FindingState.CONFIRMED, "mei")
    assert found(store.findings.list()) == [NAME, PHONE]
    assert found(store.findings.list("case")) == [PHONE]
    assert found(store.findings.list("case", "B")) == []
    assert found(store.findings.list(state=FindingState.CONFIRMED)) == [NAME]


def test_a_value_called_not_sensitive_is_known_everywhere(store: Store) -> None:
    (entry,) = store.findings.record("case", "A", [PHONE])
    store.findings.decide(entry.id, FindingState.NOT_SENSITIVE, "mei")
    assert store.findings.not_sensitive(["d1", "d2"]) == frozenset({"d1"})


def test_deciding_on_a_finding_that_is_gone_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match=r"^that finding is gone: its text was changed;"):
        store.findings.decide("no", FindingState.CONFIRMED, "mei")


def test_an_entry_is_named_by_the_beginning_of_its_id(store: Store) -> None:
    phone, name = store.findings.record("case", "A", [PHONE, NAME])
    assert store.findings.named(phone.id[:12]) == phone
    assert store.findings.named(name.id) == name


@pytest.mark.parametrize(
    ("beginning", "reason"),
    [("zz", "no finding begins with 'zz'"), ("", "more than one finding begins with ''")],
)
def test_an_entry_must_be_named_well(store: Store, beginning: str, reason: str) -> None:
    store.findings.record("case", "A", [PHONE, NAME])
    with pytest.raises(StoreError) as caught:
        store.findings.named(beginning)
    assert str(caught.value) == f"{reason}: `casepath portal findings` shows their ids"
