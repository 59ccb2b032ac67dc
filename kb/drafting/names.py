"""Who and what a case names: people and organisations, the article's language, subject and id."""

import re
from collections.abc import Container, Iterable, Mapping
from itertools import accumulate, chain, count, dropwhile

from kb.cases import Case, FactKind
from kb.drafting.markdown import IDEOGRAPH
from kb.search.glossary import shipped

MOST = 12  # products, keywords and environment lines
SHORTEST_NAME = 4
LONGEST_ID = 40
_ADDRESS = re.compile(r"<[^<>]{0,320}>|[\w.+-]{1,64}@[\w.-]{1,120}")
_LEGAL_FORM = re.compile(r"(?:(?:集团|股份|有限|责任|公司)+|,? (?:Ltd|Inc|GmbH|LLC|Co)\.?)$")
_WORD = re.compile(r"[a-z0-9]+")
# Words that could name a step: not pseudonyms in brackets, not numbers.
_TELLING = re.compile(r"\[[^\]\n]{0,80}\]|(?<![a-z0-9])([a-z][a-z0-9]{2,24})")
_WORDS_OF_A_STEP = 3
_PLAIN = frozenset(
    [
        "the",
        "and",
        "you",
        "your",
        "please",
        "then",
        "that",
        "this",
        "with",
        "from",
        "for",
        "are",
        "was",
        "were",
        "not",
        "can",
        "will",
        "would",
        "should",
        "have",
        "has",
        "had",
        "let",
        "our",
        "all",
        "any",
        "one",
        "them",
        "they",
        "when",
        "whether",
        "which",
        "who",
        "what",
        "how",
        "why",
        "its",
        "into",
        "exe",
        "msc",
        "cpl",
        "com",
        "www",
        "http",
        "https",
        "example",
    ]
)


def known_as(customer: str) -> tuple[str, ...]:
    """The names that people use for an organisation: the whole one, and without its legal form."""
    short = _LEGAL_FORM.sub("", customer)
    return (customer, short) if len(short) >= SHORTEST_NAME else (customer,)


def people(case: Case) -> tuple[str, ...]:
    """The names in the heads of all messages, without addresses."""
    named = (
        name for message in case.messages for name in (message.sender, *message.to, *message.cc)
    )
    bare = (_ADDRESS.sub("", name).strip(" '\"?") for name in named)
    return tuple(dict.fromkeys(name for name in bare if name))


def language(case: Case) -> str:
    """`zh` where at least every eighth character is an ideograph, else `en`."""
    told = f"{case.title}{case.summary.problem}{case.summary.analysis}"
    ideographs = len(IDEOGRAPH.findall(told))
    return "zh" if ideographs * 8 > len(told) else "en"


def category(case: Case, words: Mapping[str, tuple[str, ...]]) -> str:
    """The first category with a word in title or problem; empty for none."""
    told = f"{case.title} {case.summary.problem}".lower()
    return next((name for name, known in words.items() if any(word in told for word in known)), "")


def keywords(case: Case) -> tuple[str, ...]:
    """Updates, drivers, services and tools that the case names."""
    wanted = (FactKind.KB, FactKind.DRIVER, FactKind.SERVICE, FactKind.TOOL)
    values = dict.fromkeys(fact.value for fact in case.facts if fact.kind in wanted)
    return tuple(values)[:MOST]


def free_id(title: str, codes: Iterable[str], taken: Container[str]) -> str:
    """An id from the latin words of the title, numbered if it is taken."""
    words = list(dropwhile(str.isdigit, _WORD.findall(title.lower())))
    words = words or [*codes][:1] or ["draft"]
    fitting = [
        word
        for word, end in zip(words, accumulate(map(len, words)), strict=True)
        if end < LONGEST_ID
    ]
    base = "-".join(fitting or [words[0][:LONGEST_ID]])
    numbered = (base if number == 1 else f"{base}-{number}" for number in count(1))
    return next(name for name in numbered if name not in taken)


class Namer:
    """Gives the steps of one tree ids that people can read."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def name(self, text: str, kind: str) -> str:
        """An id from the latin words of a text and the English for its Chinese ones, else its kind."""
        told = [word for word in _TELLING.findall(text.lower()) if word and word not in _PLAIN]
        meant = (
            next((other for other in one.others if other.isascii()), "")
            for one in shipped().meanings(text)
            if not one.said[0].isascii()
        )
        known = _WORD.findall(" ".join(meant).lower())
        chosen = list(dict.fromkeys(chain(told, known)))[:_WORDS_OF_A_STEP] or [kind]
        name = free_id(" ".join(chosen), (), self._taken)
        self._taken.add(name)
        return name
