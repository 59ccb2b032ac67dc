"""The code that a take-away file shows at its end: a walk in some thirty letters and digits.

`CP1-` and then, in Crockford's base 32 (no I, L, O, U; case, spaces and hyphens do not matter):

- 5 bytes: the fingerprint of the versions (`content.fingerprint`),
- 2 bytes: a random number, so that two walks with the same answers differ,
- the number of answers and the length of what follows, each as LEB128,
- the answers as one number: each is its place in the sorted list of what can be answered there,
  in the mixed base of the lengths of these lists, the first answer in the lowest place,
- in the long form: what was noted, as JSON in UTF-8,
- 4 bytes: CRC-32 of all before it, which finds every single wrong letter and every swap.
"""

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from trees.errors import InvalidAnswerError
from trees.model import Tree
from trees.position import Answer, Position
from trees.takeaway.errors import InvalidCodeError
from trees.takeaway.remarks import NOTHING, Remarks, read_remarks
from trees.walk import advance, choices, walk

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
MARK: Final = "CP1"
LONGEST: Final = 400_000
MOST_ANSWERS: Final = 500
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")
_LEAST_BYTES: Final = 13


@dataclass(frozen=True, slots=True)
class Slip:
    """What a code says before it is played on its tree.

    Attributes:
        fingerprint: of the versions of the tree and its subtrees.
        walk: tells this walk from all others, in hexadecimal digits; the same in both forms.
        count: number of answers.
        number: the answers, in mixed base.
    """

    fingerprint: str
    walk: str
    count: int
    number: int
    remarks: Remarks = NOTHING


def read_code(text: str) -> Slip:
    """Read a code as somebody typed or pasted it.

    Raises:
        InvalidCodeError: it is no such code, or not exactly as the file showed it.
    """
    data = _checked(_bytes(text))
    count, rest = _counted(data[7:])
    length, rest = _counted(rest)
    if count > MOST_ANSWERS or length > len(rest):
        raise InvalidCodeError("code-broken")
    number, noted = int.from_bytes(rest[:length], "big"), rest[length:]
    walked = data[: len(data) - len(noted)]
    remarks = read_remarks(noted, count) if noted else NOTHING
    return Slip(data[:5].hex(), walked.hex(), count, number, remarks)


def answers(slip: Slip, trees: Mapping[str, Tree], tree_id: str) -> tuple[Answer, ...]:
    """The answers of a code on the trees that it was made with.

    Raises:
        InvalidCodeError: the trees do not offer so many answers.
    """
    try:
        return tuple(_played(slip, trees, walk(trees, tree_id)))
    except InvalidAnswerError as error:
        raise InvalidCodeError("code-unfit") from error


def offered(position: Position) -> list[tuple[str, str]]:
    """All that can be answered at a place, in the order in which codes count it."""
    return sorted((key, answer) for key, some in choices(position).items() for answer in some)


def _played(slip: Slip, trees: Mapping[str, Tree], position: Position) -> Iterator[Answer]:
    left = slip.number
    for n in range(slip.count):
        possible = offered(position)
        if not possible:
            raise InvalidCodeError("code-unfit")
        left, place = divmod(left, len(possible))
        given = Answer(*possible[place], slip.remarks.notes.get(n, ""))
        position = advance(trees, position, given)
        yield given


def _bytes(text: str) -> bytes:
    if len(text) > LONGEST:
        raise InvalidCodeError("code-too-long", most=f"{LONGEST:,}")
    letters = "".join(text.upper().split()).replace("-", "").translate(_LOOKS_LIKE)
    if not letters.startswith(MARK):
        raise InvalidCodeError("code-no-mark", mark=MARK)
    letters = letters.removeprefix(MARK)
    strange = sorted(set(letters).difference(ALPHABET))
    if strange:
        raise InvalidCodeError("code-strange", letter=strange[0])
    return _from_base(letters)


def _from_base(letters: str) -> bytes:
    number = 0
    for letter in letters:
        number = number << 5 | ALPHABET.index(letter)
    spare = len(letters) * 5 % 8
    return (number >> spare).to_bytes(len(letters) * 5 // 8, "big")


def _checked(data: bytes) -> bytes:
    body, check = data[:-4], data[-4:]
    if len(data) < _LEAST_BYTES or zlib.crc32(body).to_bytes(4, "big") != check:
        raise InvalidCodeError("code-mistyped")
    return body


def _counted(data: bytes) -> tuple[int, bytes]:
    """A number in LEB128 and what follows it."""
    value = 0
    for place, byte in enumerate(data[:3]):
        value |= (byte & 0x7F) << 7 * place
        if byte < 0x80:  # noqa: PLR2004 - the bit that says that more follows
            return value, data[place + 1 :]
    raise InvalidCodeError("code-broken")
