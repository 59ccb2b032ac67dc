"""What is known of one code."""

from dataclasses import dataclass

from kb.codes.names import CodeName, names_of
from kb.codes.notation import Reading, bare, form, read
from kb.codes.parts import FAILED, Parts, split, unwrap, wrappings


@dataclass(frozen=True, slots=True)
class Explanation:
    """One code explained.

    Attributes:
        input: the text as it was given.
        canonical: `0x` and lower-case hex; None where the text is not a code.
        names: names of the code itself, then those of the code that it carries inside.
        parts: None where the text is not a code.
        also: canonical forms of the other readings of a bare number, such as decimal 139.
    """

    input: str
    canonical: str | None
    names: tuple[CodeName, ...] = ()
    parts: Parts | None = None
    also: tuple[str, ...] = ()


def explain(text: str) -> Explanation:
    """Explain one code in any notation; here a bare number is taken as a code, too."""
    first = read(text)
    readings = bare(text) if first is None else (first,)
    if not readings:
        return Explanation(text, None)
    return Explanation(
        text,
        form(readings[0].number),
        _names(readings[0]),
        split(readings[0].number),
        tuple(form(other.number) for other in readings[1:]),
    )


def variants(canonical: str) -> frozenset[str]:
    """Other canonical forms under which a case with this code is to be found.

    `0x800705b4` and `0x5b4` name one error, so do `0xd0000147` and `0xc0000147`, `0x1000007e` and
    `0x7e`. The code itself is not among them.
    """
    reading = read(canonical)
    if reading is None:
        return frozenset()
    inner = unwrap(reading.number)
    return frozenset(
        form(number) for number in wrappings(reading.number) | ({inner} if inner else set())
    )


def _names(reading: Reading) -> tuple[CodeName, ...]:
    inner = unwrap(reading.number)
    own = names_of(reading.number, reading.table)
    if inner is None:
        return own
    # Only Win32 and NT names fit inside: stop codes are never carried by an HRESULT.
    carried = tuple(one for one in names_of(inner) if _fits(one, reading.number))
    return own + tuple(one for one in carried if one not in own)


def _fits(name: CodeName, outer: int) -> bool:
    return name.table != "bugcheck" if outer >= FAILED else name.table == "bugcheck"
