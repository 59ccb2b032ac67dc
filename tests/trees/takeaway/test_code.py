"""Codes of take-away files: read as they were made, or refused with the reason."""

import random
from collections.abc import Mapping
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import trees.files
from tests.trees.takeaway.codes import code, leb128, sealed
from trees.handover.evidence import Evidence
from trees.model import Tree
from trees.position import Answer
from trees.takeaway.code import ALPHABET, LONGEST, answers, read_code
from trees.takeaway.errors import InvalidCodeError
from trees.walk import advance, choices, walk

TREE = "windows-update-0x800705b4"
VERSIONS = "0123456789"


@cache
def shipped() -> Mapping[str, Tree]:
    texts = trees.files.library()
    return {name: trees.files.load(text, f"{name}.yaml") for name, text in texts.items()}


def wandered(seed: int) -> list[Answer]:
    """A walk that takes any way, to its end or some forty steps far."""
    chance = random.Random(seed)
    position, found = walk(shipped(), TREE), []
    while len(found) < 40 and (offered := choices(position)):
        key = chance.choice(list(offered))
        found.append(Answer(key, chance.choice(offered[key])))
        position = advance(shipped(), position, found[-1])
    return found


def made(seed: int = 5, remarks: object = None) -> str:
    return code(shipped(), TREE, VERSIONS, wandered(seed), remarks)


def refusal(text: str) -> str:
    with pytest.raises(InvalidCodeError) as refused:
        answers(read_code(text), shipped(), TREE)
    return refused.value.key


@given(st.integers(0, 500))
@settings(max_examples=40, deadline=None)
def test_a_code_is_played_as_the_walk_that_it_was_made_from(seed: int) -> None:
    slip = read_code(made(seed))
    assert list(answers(slip, shipped(), TREE)) == wandered(seed)
    assert slip.fingerprint == VERSIONS


def test_a_code_of_a_usual_walk_can_be_written_down() -> None:
    lengths = [len(made(seed).replace("-", "")) for seed in range(30) if len(wandered(seed)) < 12]
    assert max(lengths) <= 43


def test_case_spaces_hyphens_and_letters_that_look_like_digits_do_not_matter() -> None:
    text = made()
    assert read_code(text) == read_code(f"\n {text.lower().replace('-', ' ')} ")
    assert read_code(text) == read_code(text.replace("0", "o").replace("1", "I"))


@given(st.integers(0, 50), st.data())
@settings(max_examples=60, deadline=None)
def test_a_wrong_letter_or_two_that_were_swapped_are_noticed(
    seed: int, data: st.DataObject
) -> None:
    letters = list(made(seed).replace("-", ""))
    place = data.draw(st.integers(3, len(letters) - 2))
    if data.draw(st.booleans()):
        letters[place : place + 2] = reversed(letters[place : place + 2])
    else:
        letters[place] = data.draw(st.sampled_from(ALPHABET))
    text = "".join(letters)
    if text != made(seed).replace("-", ""):
        assert refusal(text) == "code-mistyped"


@given(st.text(alphabet=f"{ALPHABET}-u!é中 ", max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_or_refused(text: str) -> None:
    assert refusal(f"CP1{text}").startswith("code-")


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "code-no-mark"),
        ("CP2-12345", "code-no-mark"),
        ("CP1-U2345", "code-strange"),
        ("CP1-", "code-mistyped"),
        ("CP1" + "0" * LONGEST, "code-too-long"),
        (sealed(bytes(7) + leb128(9999) + leb128(1) + b"\x01"), "code-broken"),
        (sealed(bytes(7) + leb128(1) + leb128(200) + b"\x01"), "code-broken"),
        (sealed(bytes(7) + b"\xff\xff\xff\xff\xff"), "code-broken"),
        (sealed(bytes(7) + leb128(400) + leb128(1) + b"\x01"), "code-unfit"),
    ],
)
def test_a_code_that_no_file_has_shown_is_refused_with_the_reason(text: str, key: str) -> None:
    assert refusal(text) == key


def test_the_long_form_carries_notes_evidence_and_times() -> None:
    count = len(wandered(5))
    remarks = [[61] * count, [[1, "客户在场"]], [["logs", "cbs", "", "不允许导出"]]]
    slip = read_code(made(5, remarks))
    assert slip.walk == read_code(made(5)).walk
    assert [each.note for each in answers(slip, shipped(), TREE)][:3] == ["", "客户在场", ""]
    assert slip.remarks.evidence == (Evidence("logs", "cbs", reason="不允许导出"),)
    assert slip.remarks.seconds == (61,) * count


@pytest.mark.parametrize(
    "remarks",
    [
        {},
        [[], [], []],
        [["x"] * 7, [], []],
        "nothing",
        [[1] * 7, [[0, 5]], []],
        [[1] * 7, [], [["a", "b"]]],
        [[1] * 7, [], [["a", "b", "c", None]]],
        [[float("inf")] * 7, [], []],
    ],
)
def test_broken_notes_are_refused(remarks: object) -> None:
    seven = wandered(5)
    assert len(seven) == 7
    assert refusal(code(shipped(), TREE, VERSIONS, seven, remarks)) == "code-notes"


def test_notes_are_cut_where_they_are_too_long() -> None:
    count = len(wandered(5))
    remarks = [[10**12] * count, [[0, "x" * 9_000]], []]
    slip = read_code(made(5, remarks))
    assert len(slip.remarks.notes[0]) == 5_000
    assert slip.remarks.seconds[0] == 604_800


def test_reasons_are_told_in_the_language_of_the_reader() -> None:
    error = InvalidCodeError("code-strange", letter="U")
    assert error.told("zh").startswith("代码中不会出现“U”")
    assert str(error).startswith("No code holds “U”")
