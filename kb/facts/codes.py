"""Error codes in running text.

What looks like nothing else (`0x800705b4`, `KMODE_EXCEPTION_NOT_HANDLED`) is a code where it stands. A
bare number is one only where a word beside it says so; `codes.yaml` holds those words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from kb.cases import FactKind
from kb.codes.names import by_name, by_number, is_in
from kb.codes.notation import fold, form, from_decimal, is_known
from kb.codes.parts import FAILED, PLAIN_LIMIT
from kb.facts.found import Body, Found
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import compare

_HEX = re.compile(r"(?<![0-9A-Za-z`])0[xX][0-9a-fA-F]{1,16}(?![0-9A-Za-z`])")
_NAME = re.compile(
    r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9]{0,30}(?:_[A-Z0-9]{1,40}){1,12}(?![A-Za-z0-9_])"
    r"(?:\s{0,2}[(（]\s?(?:0[xX])?([0-9a-fA-F]{1,8})\s?[)）])?"
)
_SPACED = re.compile(
    r"(?<![A-Za-z0-9_])[A-Z][A-Z0-9]{2,30}(?: [A-Z][A-Z0-9]{1,30}){1,9}(?![a-z0-9_])"
)
_WIDE = re.compile(
    r"(?<![0-9A-Za-z`\-/\\.{])(?:[fF]{8})?[89c-eC-E][0-9a-fA-F]{7}(?![0-9A-Za-z`\-\\]|\.\w)"
)
_SIGNED = re.compile(r"(?<![0-9A-Za-z.\-])-[12]\d{9}(?!\d)|(?<![0-9A-Za-z.\-+])[234]\d{9}(?![\d-])")
_STOP_CODE = r"(?:0x)?[0-9a-f]{1,8}"
_ARGUMENTS = re.compile(r"[ \t]{0,3},?[ \t]{0,3}[({（][^)}）\n]{1,200}[)}）]")
_GOES_ON = re.compile(r"[.\-/:]\d")
_CONSTANT = re.compile(
    r"(?:\A|[^A-Za-z0-9_])[A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,40}){1,12}[ \t]{0,2}[(（=:：]?[ \t]{0,2}\Z"
)
"""A name that a code of 32 bits belongs to, even where no table knows either."""

_EVENT_DATA = re.compile(r"bugcheckcode\b", re.IGNORECASE)
"""Events tell their stop code in decimal."""

_WHOLE = len("0x12345678")
_NAME_BEFORE = 60
_BEFORE = 24
"""How many characters before a number can say what it is."""

_PROTOCOLS = ("http", "status", "状态", "sip")
_HTTP = frozenset({200, 400, 401, 403, 404, 405, 407, 408, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Cues:
    """The words around numbers, as patterns."""

    stop_before: Pattern
    stop_after: Pattern
    error_before: Pattern
    error_word: Pattern
    not_code_before: Pattern
    not_code_after: Pattern
    units: Pattern


@cache
def cues() -> Cues:
    """The words of `codes.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "codes.yaml")
    made = _compiled({key: [str(word) for word in data[key]] for key in data if key != "examples"})
    compare(
        data["examples"],
        "codes",
        "kb/facts/codes.yaml",
        lambda text: [text[one.start : one.end] for one in _find(Body(text), made)],
    )
    return made


def find_codes(body: Body) -> list[Found]:
    """Every code of a body, in canonical form."""
    return _find(body, cues())


def _compiled(words: dict[str, list[str]]) -> Cues:
    link = r"[ \t]*(?:[:：=(（#“\"',，]|为|是|code|代码)?[ \t]*(?:为|是)?[ \t]*[:：(（]?[ \t]*"
    before = f"(?:{any_of(words['stop_before'])}){link}({_STOP_CODE})\\b"
    after = f"\\b({_STOP_CODE})[ \\t]*(?:的)?(?:{any_of(words['stop_after'])})"
    return Cues(
        compiled(before),
        compiled(after),
        compiled(f"(?:{any_of(words['error_before'])}){link}(\\d{{1,5}})\\b"),
        compiled(any_of(words["error_before"] + words["stop_before"])),
        compiled(
            f'(?:{any_of(words["not_code_before"])})[ \\t]*[:：=(（"“]?[ \\t]*(?:为|是|to)?[ \\t]*$'
        ),
        compiled(f"[ \\t]*(?:{any_of(words['not_code_after'])})"),
        compiled(f"[ \\t]*(?:{any_of(words['units'])})"),
    )


def _find(body: Body, words: Cues) -> list[Found]:
    found = list(_named(body.text))
    found += _stops(body.text, words)
    arguments = _argument_spans(body.text, found)
    found += _hex(body.text, words, arguments)
    found += _wide(body.text, words)
    found += _decimals(body.text, words)
    return _without_overlaps(found)


def _found(number: int, start: int, end: int) -> Found:
    return Found(FactKind.CODE, form(number), start, end)


def _named(text: str) -> Iterator[Found]:
    for match in _NAME.finditer(text):
        name, _, _ = match[0].partition("(" if "(" in match[0] else "（")
        number = by_name().get(name.rstrip())
        if number:
            beside = match[1] and number in {int(match[1], 16), _decimal(match[1])}
            yield _found(
                number, match.start(), match.end() if beside else match.start() + len(name.rstrip())
            )
    for match in _SPACED.finditer(text):
        name = match[0].replace(" ", "_")
        number = by_name().get(name)
        if number and is_in(number, "bugcheck"):
            yield _found(number, *match.span())


def _decimal(text: str) -> int:
    return int(text) if text.isdecimal() else -1


def _stops(text: str, words: Cues) -> Iterator[Found]:
    for match in words.stop_before.finditer(text):
        counted = words.units.match(text[match.end(1) : match.end(1) + 12])
        if not counted and _is_number(text[slice(*match.span(1))], text[slice(*match.span())]):
            in_event = _EVENT_DATA.match(text, match.start()) is not None
            yield from _stop(text, *match.span(1), in_event=in_event)
    for match in words.stop_after.finditer(text):
        digits = text[slice(*match.span(1))]
        # "Windows 10 蓝屏" and "a blue screen" hold no stop code: one digit beside a letter, or three digits.
        if len(digits) > len("10") or not (digits.isdecimal() or digits.isalpha()):
            yield from _stop(text, *match.span(1))


def _is_number(digits: str, whole: str) -> bool:
    """Whether what follows a word for stop codes can be one: in "stop a service" it is a word."""
    if not digits.isalpha():
        return True
    return (len(digits) > 1 and not whole.lower().startswith("stop ")) or "code" in whole.lower()


def _stop(text: str, start: int, end: int, *, in_event: bool = False) -> Iterator[Found]:
    decimal = in_event and text[start:end].isdecimal()
    number = int(text[start:end], 10 if decimal else 16)
    if number and is_in(number, "bugcheck"):
        yield _found(number, start, end)


def _argument_spans(text: str, stops: Sequence[Found]) -> list[tuple[int, int]]:
    ends = [one.end for one in stops]
    ends += [match.end() for match in _HEX.finditer(text)]
    matches = (_ARGUMENTS.match(text, end) for end in ends)
    return [match.span() for match in matches if match and match[0].count(",") > 1]


def _hex(text: str, words: Cues, arguments: Sequence[tuple[int, int]]) -> Iterator[Found]:
    for match in _HEX.finditer(text):
        number = fold(int(match[0], 16))
        argument = any(start <= match.start() < end for start, end in arguments)
        if number and (
            number >= FAILED and is_known(number)
            if argument
            else _is_code(text, match.span(), number, words)
        ):
            yield _found(number, *match.span())


def _is_code(text: str, span: tuple[int, int], number: int, words: Cues) -> bool:
    before = _before(text, span[0])
    after = text[span[1] : span[1] + _BEFORE]
    other = bool(words.not_code_before.search(before) or words.not_code_after.match(after))
    if number >= FAILED:
        return is_known(number) or not other
    if other and not words.error_word.search(before):
        return False
    if number < PLAIN_LIMIT:
        return number in by_number()
    told = words.error_word.search(before) or _CONSTANT.search(
        text[max(0, span[0] - _NAME_BEFORE) : span[0]]
    )
    return is_known(number) or (span[1] - span[0] == _WHOLE and told is not None)


def _before(text: str, start: int) -> str:
    return text[max(0, start - _BEFORE) : start].rpartition("\n")[2]


def _wide(text: str, words: Cues) -> Iterator[Found]:
    for match in _WIDE.finditer(text):
        number = fold(int(match[0], 16))
        if number is None or not is_known(number):
            continue
        if not match[0].isdecimal() or words.error_word.search(_before(text, match.start())):
            yield _found(number, *match.span())


def _decimals(text: str, words: Cues) -> Iterator[Found]:
    for match in _SIGNED.finditer(text):
        number = from_decimal(int(match[0]))
        counted = words.units.match(text[match.end() : match.end() + 12])
        if number is not None and not counted:
            yield _found(number, *match.span())
    for hit in words.error_before.finditer(text):
        start, end = hit.span(1)
        number = int(text[start:end])
        counted = words.units.match(text[end : end + 12])
        stands_alone = not (counted or _GOES_ON.match(text, end) or text.startswith("0", start))
        if (
            stands_alone
            and _is_error(number)
            and not _is_http(text[max(0, hit.start() - _BEFORE) : start], number)
        ):
            yield _found(number, start, end)


def _is_error(number: int) -> bool:
    # "错误 1" and "error 1" number a list more often than they name ERROR_INVALID_FUNCTION.
    return number > 1 and any(is_in(number, table) for table in ("win32", "msi", "ras", "winhttp"))


def _is_http(before: str, number: int) -> bool:
    return number in _HTTP and any(word in before.lower() for word in _PROTOCOLS)


def _without_overlaps(found: list[Found]) -> list[Found]:
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
