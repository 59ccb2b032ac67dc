"""Which characters are written without spaces between words."""

# Blocks of the Unicode standard: CJK symbols to kana, ideographs and their extension A and
# compatibility forms, full-width forms, and the supplementary ideographic planes.
_RANGES = (
    ("\u2e80", "\u312f"),
    ("\u3190", "\u4dbf"),
    ("\u4e00", "\u9fff"),
    ("\uf900", "\ufaff"),
    ("\uff00", "\uffef"),
    ("\U00020000", "\U0003ffff"),
)
PATTERN = "".join(f"{first}-{last}" for first, last in _RANGES)


def is_cjk(character: str) -> bool:
    """Return whether a character is an ideograph, kana, or full-width sign."""
    return any(first <= character <= last for first, last in _RANGES)
