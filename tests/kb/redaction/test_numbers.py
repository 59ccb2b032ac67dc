"""Numbers with a check digit are found when it is right, and only then."""

import pytest

from kb.redaction import Redactor


def found(text: str) -> list[tuple[str, str]]:
    findings = Redactor().personal(text)
    return [(each.kind, text[each.start : each.end]) for each in findings]


@pytest.mark.parametrize(
    ("kind", "number"),
    [
        ("resident-id", "110101199003070038"),
        ("resident-id", "44010219800101003X"),
        ("resident-id", "44010219800101003x"),
        ("resident-id", "110101 19900307 0038"),
        ("bank-card", "6222020000000000000"),
        ("bank-card", "4111 1111 1111 1111"),
        ("bank-card", "5500-0000-0000-0004"),
        ("credit-code", "91350100M000100Y43"),
        ("phone", "13900112233"),
        ("phone", "+86 139-0011-2233"),
        ("phone", "0571-88110022"),
        ("phone", "+44 20 7946 0958"),
        ("phone", "(312) 555-0142"),
    ],
)
def test_a_number_that_is_right_is_found(kind: str, number: str) -> None:
    assert found(f"请看：{number}，谢谢") == [(kind, number)]


@pytest.mark.parametrize(
    "number",
    [
        "110101199003070039",  # the last digit is wrong
        "110101199013070038",  # no such month
        "990101199003070038",  # no such region
        "1101011990030700381",  # one digit more
        "6222020000000000001",
        "4111111111111112",
        "0000000000000000",
        "91350100M000100Y44",
        "10900112233",  # no such mobile
        "2020-04280011",
        "400-610-0110",  # everybody may call it
        "+1-800-642-7676",
    ],
)
def test_a_number_that_is_wrong_or_public_is_none(number: str) -> None:
    assert found(f"请看：{number}，谢谢") == []


def test_full_width_digits_are_digits() -> None:
    assert found("电话：０５７１－８８１１００２２") == [("phone", "０５７１－８８１１００２２")]


def test_a_count_is_no_number_of_a_telephone() -> None:
    assert found("可用内存 13900112233 字节") == []
