import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.codes import canonical
from kb.codes.names import by_name, by_number
from kb.codes.notation import MAX_LENGTH, bare, form, read

hresults = st.sampled_from(sorted(number for number in by_number() if number >= 0x8000_0000))


@pytest.mark.parametrize(
    "text",
    [
        "0x0000001E",
        "0x1e",
        "0X1E",
        "1e bugcheck",
        "bugcheck 1E",
        "STOP: 0x1E",
        "stop code 1e",
        "蓝屏代码：1e",
        "蓝屏 0x1E",
        "KMODE_EXCEPTION_NOT_HANDLED",
        "kmode_exception_not_handled",
        "KMODE EXCEPTION NOT HANDLED",
        "KMODE_EXCEPTION_NOT_HANDLED (1e)",
        "1Eh",
        "０ｘ１Ｅ",
        " (0x1e) ",
    ],
)
def test_every_notation_of_a_stop_code_is_one_code(text: str) -> None:
    assert canonical(text) == "0x1e"


@pytest.mark.parametrize(
    "text",
    [
        "0x800705B4",
        "800705b4",
        "2147943860",
        "-2147023436",
        "错误0x800705b4",
        "error code: 0x800705B4",
        "hr=0x800705b4",
        "0xffffffff800705b4",
        "0x800705B4L",
    ],
)
def test_every_notation_of_an_hresult_is_one_code(text: str) -> None:
    assert canonical(text) == "0x800705b4"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("error 1460", "0x5b4"),
        ("错误代码：1603", "0x643"),
        ("ERROR_TIMEOUT", "0x5b4"),
        ("STATUS_NO_PAGEFILE", "0xc0000147"),
        ("ffffffffc0000005", "0xc0000005"),
        ("c0000005", "0xc0000005"),
        ("-1073741819", "0xc0000005"),
        ("0x00000000", "0x0"),
        ("80070005", "0x80070005"),
    ],
)
def test_win32_errors_and_nt_statuses_are_read_as_such(text: str, code: str) -> None:
    assert canonical(text) == code


@pytest.mark.parametrize(
    "text",
    [
        "",
        "139",
        "1e",
        "445",
        "4008001234",
        "13912345678",
        "fffff807376ef014",
        "0xfffff807376ef014",
        "20200428",
        "beef",
        "error",
        "0x",
        "-5",
        "0x139 und 0x1e",
        "KB4551853",
        "10.0.17763.1098",
        "x" * (MAX_LENGTH + 1),
    ],
)
def test_what_may_be_any_number_is_no_code(text: str) -> None:
    assert canonical(text) is None


def test_a_bare_number_has_the_likelier_reading_first() -> None:
    assert [form(one.number) for one in bare("139")] == ["0x139", "0x8b"]
    assert [form(one.number) for one in bare("1e")] == ["0x1e"]
    assert [form(one.number) for one in bare("5")] == ["0x5"]
    assert [form(one.number) for one in bare("1460")] == ["0x5b4"]
    assert bare("not a number") == ()


@given(st.integers(min_value=0, max_value=0xFFFF_FFFF), st.integers(min_value=0, max_value=8))
def test_hex_with_any_zeros_and_capitals_round_trips(number: int, zeros: int) -> None:
    digits = f"{number:x}"
    for text in (f"0x{'0' * zeros}{digits}", f"0X{'0' * zeros}{digits.upper()}"):
        assert canonical(text) == f"0x{number:x}"


@given(hresults)
def test_decimals_of_named_codes_round_trip(number: int) -> None:
    assert canonical(str(number)) == f"0x{number:x}"
    assert canonical(str(number - (1 << 32))) == f"0x{number:x}"


@given(st.sampled_from(sorted(name for name in by_name() if "_" in name)))
def test_every_name_is_read_back_to_a_number_of_that_name(name: str) -> None:
    reading = read(name)
    assert reading is not None
    assert name in {one.name.upper() for one in by_number()[reading.number]}


@given(st.text(max_size=60))
def test_canonical_forms_are_fixed_points(text: str) -> None:
    code = canonical(text)
    assert code is None or canonical(code) == code


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("BugCheck A", "0xa"),
        ("蓝屏代码 A", "0xa"),
        ("BugCheck 9F, {3, ffffa00f3c5a6060, fffff8037a06f7e8, ffffa00f41d7a010}", "0x9f"),
        ("0x0000007E (0xFFFFFFFFC0000005, 0x1, 0x2, 0x3)", "0x7e"),
        ("系统错误 53", "0x35"),
        ("WSAECONNREFUSED", "0x274d"),
        ("&H80070005", "0x80070005"),
        ("0x80070005UL", "0x80070005"),
    ],
)
def test_codes_are_read_as_tools_print_them(text: str, number: str) -> None:
    assert canonical(text) == number


@pytest.mark.parametrize("text", ["a stop", "stop a", "x64", "0x8007 0005"])
def test_what_only_looks_like_a_code_is_none(text: str) -> None:
    assert canonical(text) is None


@given(st.sampled_from(sorted(by_number())))
def test_every_name_leads_to_its_number_or_one_of_the_same_name(number: int) -> None:
    for one in by_number()[number]:
        reached = canonical(one.name)
        assert reached is not None
        assert one.name in {each.name for each in by_number()[int(reached, 16)]}
