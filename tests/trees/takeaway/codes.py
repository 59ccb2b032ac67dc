"""Codes as a take-away file writes them: the other half of `trees.takeaway.code`."""

import json
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

from trees.model import Tree
from trees.position import Answer
from trees.takeaway.code import ALPHABET, offered
from trees.walk import advance, walk

NONCE = b"\x07\x2a"


def code(
    trees: Mapping[str, Tree],
    tree: str,
    fingerprint: str,
    given: Sequence[Answer],
    remarks: Any = None,
) -> str:
    """The code of a walk."""
    number, base, position = 0, 1, walk(trees, tree)
    for answer in given:
        possible = offered(position)
        number += base * possible.index((answer.node, answer.answer))
        base *= len(possible)
        position = advance(trees, position, answer)
    packed = number.to_bytes(max(1, (number.bit_length() + 7) // 8), "big")
    head = bytes.fromhex(fingerprint) + NONCE + leb128(len(given)) + leb128(len(packed))
    return sealed(head + packed + (json.dumps(remarks).encode() if remarks is not None else b""))


def sealed(body: bytes) -> str:
    """Bytes with their check in groups of five letters."""
    data = body + zlib.crc32(body).to_bytes(4, "big")
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    letters = "".join(ALPHABET[int(bits[at : at + 5], 2)] for at in range(0, len(bits), 5))
    return "CP1-" + "-".join(letters[at : at + 5] for at in range(0, len(letters), 5))


def leb128(value: int) -> bytes:
    return bytes([value]) if value < 128 else bytes([value & 127 | 128]) + leb128(value >> 7)
