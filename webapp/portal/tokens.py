"""What words a text consists of, for the search of the portal.

`static/portal.js` does the same in the reader's browser; tests run both on the same texts. Chinese is cut
into pairs of neighbouring characters, so any two characters that stand together are found, in their
simplified form; other words are folded to one form, and error codes to their canonical one.
"""

import re
from collections.abc import Iterator
from unicodedata import category, normalize

from kb.search.folding import simplified

LONGEST = 40
_HAN = re.compile(
    r"[\u3005\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_CODE = re.compile(r"0x0*([0-9a-f]+)")
_BARE_CODE = re.compile(r"[89c-f][0-9a-f]{7}")
_PLURAL = re.compile(r"[a-z]{4,}")


def index_terms(text: str) -> list[str]:
    """Return the terms under which a text is to be found, in its order, repeated as they repeat.

    The last character of a Chinese run stands alone too: it begins no pair, and a search for a
    single character looks for terms that begin with it.
    """
    terms: list[str] = []
    for is_han, run in _runs(text):
        if is_han:
            terms += [*_pairs(run), run[-1]]
        else:
            term = _word(run)
            terms += [term, *_parts(term)]
    return terms


def query_terms(text: str) -> list[str]:
    """Return the terms that a search looks for, each once; Chinese of one character as it is."""
    terms: dict[str, None] = {}
    for is_han, run in _runs(text):
        found = (_pairs(run) or [run]) if is_han else [_word(run)]
        terms.update(dict.fromkeys(found))
    return list(terms)


def _runs(text: str) -> Iterator[tuple[bool, str]]:
    """Yield runs of ideographs, and runs of other letters, digits and marks."""
    run, was = "", ""
    for sign in normalize("NFKC", text).lower():
        kind = _kind(sign)
        if kind != was and run:
            yield was == "han", run
            run = ""
        run += simplified(sign) if kind else ""
        was = kind
    if run:
        yield was == "han", run


def _kind(sign: str) -> str:
    if _HAN.match(sign):
        return "han"
    return "word" if category(sign)[0] in "LNM" else ""


def _pairs(run: str) -> list[str]:
    return [run[n : n + 2] for n in range(len(run) - 1)]


def _word(run: str) -> str:
    """Fold a word: codes to canonical form, English plurals to the singular (Harman's S-stemmer)."""
    code = _CODE.fullmatch(run)
    if code:
        return f"0x{code[1]}"[:LONGEST]
    if _BARE_CODE.fullmatch(run):
        return f"0x{run}"
    if not _PLURAL.fullmatch(run) or not run.endswith("s") or run.endswith(("us", "ss")):
        return run[:LONGEST]
    if run.endswith("ies") and not run.endswith(("eies", "aies")):
        return run[:-3] + "y"
    return run[:-1][:LONGEST]


def _parts(term: str) -> list[str]:
    """Return the number of an update by itself: `5034441` for `kb5034441`."""
    return [term[2:]] if term.startswith("kb") and term[2:].isdecimal() else []
