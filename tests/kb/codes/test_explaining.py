import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.codes import CodeName, explain, variants
from kb.codes.parts import split, unwrap, wrappings


def names(text: str) -> list[str]:
    return [f"{one.table}:{one.name}" for one in explain(text).names]


def test_an_hresult_tells_the_win32_error_inside() -> None:
    told = explain("0x800705b4")
    assert told.canonical == "0x800705b4"
    assert told.names == (CodeName("win32", "ERROR_TIMEOUT"),)
    assert told.parts is not None
    assert dataclasses.asdict(told.parts) == {
        "form": "hresult",
        "severity": "error",
        "customer": False,
        "facility": 7,
        "facility_name": "WIN32",
        "code": 1460,
        "wraps": "0x5b4",
    }


def test_an_hresult_tells_the_nt_status_inside() -> None:
    told = explain("0xD0000147")
    assert names("0xD0000147") == ["ntstatus:STATUS_NO_PAGEFILE"]
    assert told.parts is not None
    assert (told.parts.form, told.parts.wraps) == ("hresult", "0xc0000147")


def test_a_stop_code_comes_before_the_win32_error_of_its_number() -> None:
    assert names("0x139") == [
        "bugcheck:KERNEL_SECURITY_CHECK_FAILURE",
        "win32:ERROR_NOT_ALLOWED_ON_SYSTEM_FILE",
    ]


def test_the_word_beside_a_number_puts_its_table_first() -> None:
    assert names("error 5")[0] == "win32:ERROR_ACCESS_DENIED"
    assert names("bugcheck 5")[0] == "bugcheck:INVALID_PROCESS_ATTACH_ATTEMPT"


def test_an_hresult_never_carries_a_stop_code() -> None:
    assert names("0x8007001e") == ["win32:ERROR_READ_FAULT"]


def test_a_small_dump_shows_the_stop_code_with_its_plain_name() -> None:
    assert names("0x1000007e") == [
        "bugcheck:SYSTEM_THREAD_EXCEPTION_NOT_HANDLED_M",
        "bugcheck:SYSTEM_THREAD_EXCEPTION_NOT_HANDLED",
    ]


def test_a_bare_number_is_explained_with_its_other_reading() -> None:
    told = explain("139")
    assert (told.input, told.canonical, told.also) == ("139", "0x139", ("0x8b",))


def test_what_is_no_code_has_no_explanation() -> None:
    told = explain("printer")
    assert (told.canonical, told.names, told.parts, told.also) == (None, (), None, ())


@pytest.mark.parametrize(
    ("code", "form", "severity", "facility"),
    [
        ("0xc0000005", "ntstatus", "error", ""),
        ("0x80000003", "ntstatus", "warning", ""),
        ("0x40000005", "ntstatus", "informational", ""),
        ("0x8024402c", "hresult", "error", "WINDOWSUPDATE"),
        ("0x800f081f", "hresult", "error", "SETUPAPI"),
        ("0xc1900101", "hresult", "error", "MOSETUP"),
        ("0xc00d0005", "hresult", "error", "MEDIASERVER"),
        ("0x30200", "hresult", "success", "STORAGE"),
        ("0xc0070005", "ntstatus", "error", "NTWIN32"),
        ("0x1e", "plain", "", ""),
    ],
)
def test_the_bits_of_a_code_say_its_parts(
    code: str, form: str, severity: str, facility: str
) -> None:
    parts = explain(code).parts
    assert parts is not None
    assert (parts.form, parts.severity, parts.facility_name) == (form, severity, facility)


def test_a_customer_code_is_marked() -> None:
    parts = explain("0xa0040001").parts
    assert parts is not None
    assert parts.customer


@pytest.mark.parametrize(
    ("code", "others"),
    [
        ("0x800705b4", {"0x5b4"}),
        ("0x5b4", {"0x800705b4"}),
        ("0xd0000147", {"0xc0000147"}),
        ("0xc0000147", {"0xd0000147"}),
        ("0xc0070005", {"0x5"}),
        ("0x1000007e", {"0x7e"}),
        ("0x7e", {"0x1000007e", "0x8007007e"}),
        ("0x8024402c", set()),
        ("not a code", set()),
    ],
)
def test_codes_that_mean_one_error_find_each_other(code: str, others: set[str]) -> None:
    assert variants(code) == others


@given(st.integers(min_value=0, max_value=0xFFFF_FFFF))
def test_every_wrapping_carries_its_code(number: int) -> None:
    for outer in wrappings(number):
        assert unwrap(outer) == number
    assert number not in wrappings(number)


@given(st.integers(min_value=0, max_value=0xFFFF_FFFF))
def test_the_parts_of_a_code_stay_in_their_bits(number: int) -> None:
    parts = split(number)
    assert 0 <= parts.facility <= 0x1FFF
    assert parts.code == (number if parts.form == "plain" else number & 0xFFFF)
