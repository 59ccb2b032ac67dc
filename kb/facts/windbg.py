"""Output of WinDbg, pasted into a mail: the stop code with its arguments, modules and versions.

Read are `!analyze -v` (`NAME (1e)` and `Arg1:` to `Arg4:`, `BugCheck 1E, {…}`, `IMAGE_NAME:`,
`IMAGE_VERSION:`, `FAILURE_BUCKET_ID:`), `lmDvm`
(`Image name:`, `File version:`), `!address` (`Module name:`), and the line of a blue screen or of the
event log (`0x0000009f (…, …, …, …)`).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from kb.codes.names import is_in, names_of
from kb.codes.notation import fold, form

MAX_LINES = 5000
"""Lines of one message that are looked at."""

_HEX = r"(?:0x)?[0-9a-fA-F`]{1,17}"
_INLINE = re.compile(
    rf"(?<![0-9A-Za-z])(?:0x)?([0-9a-fA-F]{{1,8}})[ \t]{{0,3}},?[ \t]{{0,3}}[({{（][ \t]?"
    rf"({_HEX})[,，][ \t]?({_HEX})[,，][ \t]?({_HEX})[,，][ \t]?({_HEX})[ \t]?[)}}）]"
)
_HEADLINE = re.compile(
    r"(?<![A-Za-z0-9_])([A-Z][A-Z0-9]{1,30}(?:_[A-Z0-9]{1,40}){1,12}) \(([0-9a-f]{1,8})\)"
)
_ARGUMENT = re.compile(rf"[ \t]{{0,8}}Arg([1-4]):[ \t]{{0,8}}({_HEX})", re.IGNORECASE)
_FIELD = re.compile(
    r"[ \t]{0,12}([A-Za-z_][A-Za-z_ ]{2,28}?)[ \t]{0,4}:[ \t]{1,24}(\S[^\n]{0,260})"
)
_BLAMED = ("image_name", "probably caused by", "module_name")
_BUCKETS = ("failure_bucket_id", "bucket_id", "default_bucket_id")
_NAMES = ("loaded symbol image file", "image name", "image_name", "module name")


@dataclass(frozen=True, slots=True)
class Bugcheck:
    """A stop code with its arguments.

    Attributes:
        code: canonical form.
        name: as Microsoft calls it; empty where it is not known.
        arguments: hexadecimal without leading zeros, `0x` in front; all that the text gives.
        line: line in the body, from 1.
    """

    code: str
    name: str
    arguments: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Module:
    """A module as `lmDvm`, `!address` or `!analyze` names it; what they do not tell is empty."""

    name: str
    version: str
    path: str
    company: str
    line: int


@dataclass(frozen=True, slots=True)
class Debugging:
    """What one message tells of a dump.

    Attributes:
        blamed: the image that the debugger suspects, or its module where no image is named.
        version: of that image.
        bucket: under which Microsoft files such crashes (`FAILURE_BUCKET_ID`).
    """

    bugchecks: tuple[Bugcheck, ...] = ()
    modules: tuple[Module, ...] = ()
    blamed: str = ""
    process: str = ""
    version: str = ""
    bucket: str = ""


def read_debugging(text: str) -> Debugging:
    """Read what a message shows of a debugger's output; all empty where it shows none."""
    lines = text.split("\n", MAX_LINES)[:MAX_LINES]
    fields = list(_fields(lines))
    first = {key: value for _, key, value in reversed(fields)}
    blamed = next((first[key] for key in _BLAMED if key in first), "")
    return Debugging(
        tuple(_merged([*_headlines(lines), *_inline(lines)])),
        tuple(_modules(fields)),
        blamed.split(maxsplit=1)[0].lower() if blamed else "",
        first.get("process_name", ""),
        first.get("image_version", ""),
        next((first[key] for key in _BUCKETS if key in first), ""),
    )


def _headlines(lines: list[str]) -> list[Bugcheck]:
    """Headlines with the argument lines below them; between these, descriptions may stand."""
    found: list[Bugcheck] = []
    for number, line in enumerate(lines, 1):
        if (match := _HEADLINE.search(line)) and is_in(int(match[2], 16), "bugcheck"):
            found.append(_bugcheck(int(match[2], 16), (), number))
        elif match := _ARGUMENT.match(line):
            if not found or int(match[1]) <= len(found[-1].arguments):
                found.append(Bugcheck("", "", (), number))
            given = (*found[-1].arguments, _plain(match[2]))
            found[-1] = replace(found[-1], arguments=given)
    return found


def _inline(lines: list[str]) -> Iterator[Bugcheck]:
    for number, line in enumerate(lines, 1):
        for match in _INLINE.finditer(line):
            code = int(match[1], 16)
            if is_in(code, "bugcheck"):
                yield _bugcheck(code, tuple(_plain(match[group]) for group in range(2, 6)), number)


def _bugcheck(code: int, arguments: tuple[str, ...], line: int) -> Bugcheck:
    names = [one.name for one in names_of(code) if one.table == "bugcheck"]
    return Bugcheck(form(code), names[0] if names else "", arguments, line)


def _plain(text: str) -> str:
    number = int(text.replace("`", ""), 16)
    return form(number if (folded := fold(number)) is None else folded)


def _merged(bugchecks: list[Bugcheck]) -> Iterator[Bugcheck]:
    """Each stop code once, where it has the most arguments."""
    kept: dict[str, Bugcheck] = {}
    for one in sorted(bugchecks, key=lambda one: one.line):
        earlier = kept.get(one.code)
        if earlier is None or len(one.arguments) > len(earlier.arguments):
            kept[one.code] = one
    return iter(kept.values())


def _fields(lines: list[str]) -> Iterator[tuple[int, str, str]]:
    for number, line in enumerate(lines, 1):
        if match := _FIELD.match(line):
            yield number, match[1].lower(), match[2].strip()


def _modules(fields: list[tuple[int, str, str]]) -> Iterator[Module]:
    """Every new name opens a module; the fields after it are its own until the next name."""
    starts: list[int] = []
    for at, (_, key, value) in enumerate(fields):
        if key in _NAMES and (not starts or fields[starts[-1]][2].lower() != value.lower()):
            starts.append(at)
    for at, end in pairwise([*starts, len(fields)]):
        yield _module(*fields[at], {key: value for _, key, value in reversed(fields[at:end])})


def _module(line: int, _: str, name: str, values: dict[str, str]) -> Module:
    path = values.get("module path") or values.get("image path") or ""
    version = values.get("file version") or values.get("fileversion") or ""
    maker = values.get("companyname", "")
    return Module(
        name.split(maxsplit=1)[0].lower(), version.split(" ")[0], path.strip("[]"), maker, line
    )
