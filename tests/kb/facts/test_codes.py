import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.codes import canonical
from kb.facts.codes import find_codes
from kb.facts.found import Body


def found(text: str) -> list[tuple[str, str]]:
    return [(one.value, text[one.start : one.end]) for one in find_codes(Body(text))]


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("重启后报 0x80070490", [("0x80070490", "0x80070490")]),
        (
            "MEMORY_MANAGEMENT (1a) 出现两次",
            [("0x1a", "MEMORY_MANAGEMENT (1a)")],
        ),
        ("ERROR_TIMEOUT (1460)", [("0x5b4", "ERROR_TIMEOUT (1460)")]),
        ("MEMORY_MANAGEMENT (2)", [("0x1a", "MEMORY_MANAGEMENT")]),
        ("CRITICAL PROCESS DIED", [("0xef", "CRITICAL PROCESS DIED")]),
        ("BugCheck 139, {3, ffff1, ffff2, 0}", [("0x139", "139")]),
        ("安装失败，错误码：1612。", [("0x64c", "1612")]),
        ("setup returned -2147023728", [("0x80070490", "-2147023728")]),
        ("代码 c000021a", [("0xc000021a", "c000021a")]),
        ("0x87D00324 来自客户端", [("0x87d00324", "0x87D00324")]),
    ],
)
def test_a_code_is_found_with_the_characters_that_state_it(
    text: str, codes: list[tuple[str, str]]
) -> None:
    assert found(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        "放行端口 135、139、445",
        "139 台电脑，1460 个用户",
        "上午蓝屏 3 次",
        "Windows 11 蓝屏",
        "错误 5 次以后锁定",
        "HTTP 错误 404",
        "热线 4001230000",
        "Base Address: fffff807`375f0000",
        "Arg2: ffffd1ba599fb11e, address",
        "CheckSum: 0028A9FA",
        "把 DWORD 值改为 0x3",
        "0x00007ff6a1b2c3d4 处的内存",
        "{80070005-1111-2222-3333-444455556666}",
        "MAX_PATH、NO_ERROR 与 ERROR_SUCCESS",
        "返回 0x0",
        "分机 80070005",
    ],
)
def test_numbers_of_other_things_are_no_codes(text: str) -> None:
    assert found(text) == []


def test_the_exception_in_the_first_argument_is_read_and_addresses_are_not() -> None:
    text = (
        "STOP: 0x0000007E (0xFFFFFFFFC0000005, 0xFFFFF80002B0C4A1, 0xFFFFF880031B57B8, "
        "0x0000000000000008)"
    )
    assert [value for value, _ in found(text)] == ["0x7e", "0xc0000005"]


@given(st.integers(min_value=0x8000_0000, max_value=0xFFFF_FFFF), st.text("，。 ab的", max_size=10))
def test_an_hresult_with_its_prefix_is_found_anywhere(number: int, around: str) -> None:
    text = f"{around} 0x{number:08X} {around}"
    assert (f"0x{number:x}", f"0x{number:08X}") in found(text)


@given(st.text("0123456789abcdefxX错误代码蓝屏error stop(){},，:：_ABC-", max_size=120))
def test_what_is_found_reads_back_or_stands_beside_a_word(text: str) -> None:
    for value, stated in found(text):
        assert canonical(value) == value
        assert canonical(stated) in {value, None}
