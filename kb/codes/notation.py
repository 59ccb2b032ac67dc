"""Reading a code in any notation that people write it in.

`0x0000001E`, `0x1e`, `1e bugcheck`, `STOP: 0x1E`, `KMODE_EXCEPTION_NOT_HANDLED (1e)`, `800705b4`,
`2147943860`, `-2147023436`, `ffffffffc0000005` all have one canonical form: `0x` and lower-case hex
without leading zeros. A bare number without a word that says what it is has none.
"""

import re
import unicodedata
from dataclasses import dataclass

from kb.codes.names import TABLES, by_name, by_number, is_in
from kb.codes.parts import ALL_BITS, FAILED, PLAIN_LIMIT, unwrap

MAX_LENGTH = 200
"""Longer texts are not one code."""

_WIDTH = 8
"""Hex digits of 32 bits."""

_HEX = re.compile(r"(?:0x|&h)0*([0-9a-f]{1,16})(?:u?l{0,2})\Z")
_BARE_HEX = re.compile(r"[0-9a-f]{1,16}\Z")
_HEX_WITH_H = re.compile(r"(?=\d)([0-9a-f]{1,9})h\Z")
_DECIMAL = re.compile(r"-?\d{1,10}\Z")
_NAME = re.compile(r"[a-z][a-z0-9]*(?:[_ ]{1,2}[a-z0-9]+)*\Z")
_ARGUMENTS = re.compile(r"[,\s]{0,4}[({][^(){}]{0,120},[^(){}]{0,120}[)}]")
"""The arguments of a stop code say nothing of which one it is."""
_WORD = re.compile(r"[a-z]+|[^\x00-\x7f]+", re.IGNORECASE)
_BRACKETS = "()[]{}<>\"'“”‘’「」《》:;,.，。；！!=# \t"
_STOP_WORDS = frozenset(
    {
        "bugcheck",
        "stop",
        "stopcode",
        "bccode",
        "bug",
        "check",
        "蓝屏",
        "终止代码",
        "错误检查",
        "蓝屏代码",
        "停止代码",
        "蓝屏错误",
    }
)
_ERROR_WORDS = frozenset({
    "error", "err", "code", "errorcode", "win32", "exit", "status", "result", "msi",
    "错误", "系统错误", "错误号", "状态码", "返回代码", "失败代码", "代码", "错误代码", "错误码", "报错", "返回码", "返回值", "退出代码",
})  # fmt: skip
_FORM_WORDS = frozenset({"hresult", "hr", "ntstatus", "exception", "异常", "异常代码", "bug_check"})
_LEAD_WORDS = _STOP_WORDS | _ERROR_WORDS | _FORM_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """A number and, where the text says so, the table that it belongs to."""

    number: int
    table: str = ""


def read(text: str) -> Reading | None:
    """Read one code; None where the text is no code or could be any number."""
    plain = _plain(text)
    if not plain:
        return None
    words = {word for word in _WORD.findall(plain) if word in _LEAD_WORDS}
    return _named(plain) or _number(plain, words)


def bare(text: str) -> tuple[Reading, ...]:
    """All readings of a bare number that is known to be a code, the likelier one first.

    `1e` can only be hexadecimal; `139` is a stop code before it is a decimal Win32 error.
    """
    plain = _plain(text)
    if not _BARE_HEX.match(plain) or len(plain) > _WIDTH:
        return ()
    stop = Reading(int(plain, 16), "bugcheck")
    if not plain.isdecimal() or stop.number == int(plain):
        return (Reading(stop.number),)
    error = Reading(int(plain), "win32")
    # Win32 errors of one or two digits are everyday, stop codes of so few are not.
    stop_first = is_in(stop.number, "bugcheck") and len(plain) > len("99")
    both = (stop, error) if stop_first else (error, stop)
    return tuple(one for one in both if is_known(one.number)) or both


def canonical(text: str) -> str | None:
    """The canonical form of one code in any notation, or None where the text is not one.

    A bare short number (`139`, `1e`) is None: only the words around it make it a code.
    """
    reading = read(text)
    return None if reading is None else form(reading.number)


def form(number: int) -> str:
    """The canonical form of a number: `0x` and lower-case hex without leading zeros."""
    return f"0x{number:x}"


def fold(number: int) -> int | None:
    """Undo the sign extension to 64 bits; None for what is then still wider than 32 bits."""
    if number >> 32 == ALL_BITS and number & FAILED:
        return number & ALL_BITS
    return number if number <= ALL_BITS else None


def from_decimal(number: int) -> int | None:
    """An HRESULT or NTSTATUS written as a decimal number; None where it names nothing."""
    unsigned = number + ALL_BITS + 1 if number < 0 else number
    failed = FAILED <= unsigned <= ALL_BITS
    return unsigned if failed and is_known(unsigned) else None


def is_known(number: int) -> bool:
    """Whether the number, or the one that it carries inside, has a name."""
    inner = unwrap(number)
    return number in by_number() or (inner is not None and inner in by_number())


def _plain(text: str) -> str:
    if len(text) > MAX_LENGTH:
        return ""
    plain = unicodedata.normalize("NFKC", text).lower()
    return _ARGUMENTS.sub("", plain).strip(_BRACKETS)


def _named(plain: str) -> Reading | None:
    name, _, rest = plain.partition("(")
    for candidate in (plain, name.strip(_BRACKETS)) if rest else (plain,):
        if (
            _NAME.match(candidate)
            and (number := by_name().get(candidate.replace(" ", "_").upper())) is not None
        ):
            return Reading(number, _table_of(number, candidate.replace(" ", "_").upper()))
    return None


def _table_of(number: int, name: str) -> str:
    tables = [one.table for one in by_number()[number] if one.name.upper() == name]
    return min(tables, key=TABLES.index)


def _number(plain: str, words: set[str]) -> Reading | None:
    tokens = [token.strip(_BRACKETS) for token in _spaced(plain).split()]
    numbers = [token for token in tokens if token and token not in _LEAD_WORDS]
    # "a stop" holds an article, "bugcheck a" a code.
    if len(numbers) != 1 or (numbers[0] == "a" and (plain[-1] != "a" or words <= {"stop"})):
        return None
    return _token(numbers[0], words)


def _spaced(plain: str) -> str:
    return re.sub(
        r"(?<=[^\x00-\x7f])(?=[-0-9a-z])|(?<=[0-9a-z])(?=[^\x00-\x7f])",
        " ",
        plain.replace("=", " ").replace(":", " "),
    )


def _token(piece: str, words: set[str]) -> Reading | None:
    if match := (_HEX.match(piece) or _HEX_WITH_H.match(piece)):
        number = fold(int(match[1], 16))
        table = "bugcheck" if words & _STOP_WORDS else ""
        return None if number is None else Reading(number, table)
    if words & _STOP_WORDS and _BARE_HEX.match(piece) and len(piece) <= _WIDTH:
        return Reading(int(piece, 16), "bugcheck")
    return _wide_hex(piece) or _decimal(piece, words)


def _wide_hex(token: str) -> Reading | None:
    if not _BARE_HEX.match(token) or len(token) not in (_WIDTH, 2 * _WIDTH):
        return None
    number = fold(int(token, 16))
    if number is None or number < FAILED:
        return None
    letters = any(char in "abcdef" for char in token) and any(char.isdecimal() for char in token)
    return Reading(number) if letters or is_known(number) else None


def _decimal(token: str, words: set[str]) -> Reading | None:
    if not _DECIMAL.match(token):
        return None
    if (number := from_decimal(int(token))) is not None:
        return Reading(number)
    small = int(token)
    return Reading(small, "win32") if words & _ERROR_WORDS and 0 <= small < PLAIN_LIMIT else None
