"""What the bits of a code say.

Layouts: [MS-ERREF] 2.1 (HRESULT: severity bit 31, N bit 28, customer bit 29, facility bits 16-26,
here with bits 27-28 as Windows itself reads them) and 2.3 (NTSTATUS: severity bits 30-31, customer
bit 29, N bit 28, facility bits 16-27).
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kb.codes.names import by_number, is_in

NT_BIT = 0x1000_0000
"""Set in an HRESULT that carries an NTSTATUS."""

MINIDUMP_BIT = 0x1000_0000
"""Set in the stop codes that end in _M, which a small dump shows instead of the plain ones."""

FROM_WIN32 = 0x8007_0000
FROM_WIN32_NT = 0xC007_0000
FAILED = 0x8000_0000
"""The sign bit, set in every HRESULT that is an error."""

ALL_BITS = 0xFFFF_FFFF
PLAIN_LIMIT = 0x1_0000
"""Below it stand Win32 codes and stop codes, which have no parts."""

_NT_SEVERITY = ("success", "informational", "warning", "error")


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a code.

    Attributes:
        form: `hresult`, `ntstatus`, or `plain` for Win32 codes and stop codes.
        severity: `success`, `informational`, `warning`, `error`; empty for plain codes.
        customer: whether somebody other than Microsoft defined it.
        facility: the number of the component, 0 for plain codes.
        facility_name: empty where the number is not a known one.
        code: the low 16 bits, all bits of a plain code.
        wraps: canonical form of the code inside, which HRESULT_FROM_WIN32 and the like put there.
    """

    form: str
    severity: str
    customer: bool
    facility: int
    facility_name: str
    code: int
    wraps: str = ""


def split(number: int) -> Parts:
    """Take a code of up to 32 bits apart."""
    form = _form(number)
    inner = unwrap(number)
    wraps = "" if inner is None else f"0x{inner:x}"
    if form == "plain":
        return Parts(form, "", customer=False, facility=0, facility_name="", code=number)
    facility = (number >> 16) & (0x1FFF if form == "hresult" else 0xFFF)
    if form == "hresult" and number & NT_BIT and inner is not None:
        facility &= 0xFFF
    return Parts(
        form,
        _severity(number, form),
        customer=bool(number & 0x2000_0000),
        facility=facility,
        facility_name=_facilities().get((form, facility), ""),
        code=number & 0xFFFF,
        wraps=wraps,
    )


def unwrap(number: int) -> int | None:
    """The code inside HRESULT_FROM_WIN32, NTSTATUS_FROM_WIN32, HRESULT_FROM_NT or a _M stop code."""
    if number & 0xFFFF_0000 in (FROM_WIN32, FROM_WIN32_NT):
        return number & 0xFFFF
    plain = number & ~NT_BIT
    if number & NT_BIT and _carries(number, plain):
        return plain
    return None


def wrappings(number: int) -> frozenset[int]:
    """The codes that carry this one inside; the reverse of `unwrap`."""
    if 0 < number < PLAIN_LIMIT:
        outer = {FROM_WIN32 | number}
        return frozenset(outer | ({number | MINIDUMP_BIT} if _is_small_stop(number) else set()))
    carried = number | NT_BIT
    return frozenset({carried}) if carried != number and unwrap(carried) == number else frozenset()


def _carries(number: int, plain: int) -> bool:
    # Where Windows gave the whole number a name of its own, that name is what it means.
    if plain < PLAIN_LIMIT:
        return _is_small_stop(plain)
    return is_in(plain, "ntstatus") and number not in by_number()


def _is_small_stop(plain: int) -> bool:
    return is_in(plain, "bugcheck") and is_in(plain | MINIDUMP_BIT, "bugcheck")


def _form(number: int) -> str:
    if number < PLAIN_LIMIT or (is_in(number, "bugcheck") and not is_in(number, "ntstatus")):
        return "plain"
    if any(is_in(number, table) for table in ("hresult", "wu", "setup")):
        return "hresult"
    if is_in(number, "ntstatus") or is_in(number, "pdh"):
        return "ntstatus"
    # Bit 30 is reserved in an HRESULT except where it carries an NTSTATUS.
    carries = number & NT_BIT and unwrap(number) is not None
    return "ntstatus" if number & 0x4000_0000 and not carries else "hresult"


def _severity(number: int, form: str) -> str:
    if form == "hresult":
        return "error" if number & FAILED else "success"
    return _NT_SEVERITY[number >> 30]


@cache
def _facilities() -> Mapping[tuple[str, int], str]:
    lines = files(__package__).joinpath("facilities.csv").read_text("utf-8").splitlines()
    return {(form, int(number)): name for form, number, name in csv.reader(lines[1:])}
