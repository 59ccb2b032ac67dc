"""Words for people: in each language, and with their error codes listed."""

import re
from collections.abc import Iterator
from typing import Final

from trees.findings import Finding
from trees.messages import said
from trees.model import Tree
from trees.reading.tree_file import TreeFile

# At most eight digits: longer ones are kernel addresses. `0x800f…` and `0x8007xxxx` stand for many
# codes, and 0x0 to 0x9 are values far more often than codes.
_CODE: Final = re.compile(
    r"(?<![0-9A-Za-z_])0[xX](?!0*[0-9](?![0-9A-Fa-f]))[0-9A-Fa-f]{1,8}(?![0-9A-Za-z_*…]|\.\.)"
)
_HEX: Final = re.compile(r"0[xX][0-9A-Fa-f]{1,16}")


def translations(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`missing-translation`; a plain string is the same in every language."""
    for path, text in file.texts.items():
        missing = [language for language in tree.languages if language not in text.words]
        if missing and "" not in text.words:
            message = said("missing-translation", name=path[-1], languages=", ".join(missing))
            yield file.finding(path, "missing-translation", message)


def codes(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`code-not-listed`."""
    listed = {canonical(code) for code in tree.codes}
    for path, text in file.texts.items():
        found = dict.fromkeys(
            code for words in text.words.values() for code in _CODE.findall(words)
        )
        for code in found:
            if canonical(code) not in listed:
                message = said("code-not-listed", code=canonical(code))
                yield file.finding(path, "code-not-listed", message)


def canonical(code: str) -> str:
    """A hexadecimal code without leading zeros in lower case; anything else in lower case."""
    return f"0x{int(code, 16):x}" if _HEX.fullmatch(code.strip()) else code.strip().lower()
