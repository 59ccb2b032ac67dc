"""Who of a thread speaks for the support team, and who for the customer."""

import re
from collections import defaultdict
from collections.abc import Container, Mapping, Sequence
from functools import cache

from kb.cases import Message
from kb.mail.people import address_of, name_of
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern
from kb.prose.rules import joined, prove

_LEGACY = "/o="
"""Begins the names that Exchange gives to people of the house that made an export."""

_GREETING = re.compile(r"^[ \t]*(?:hello|hi|dear|hey)\b[^\n]{0,40}$", re.IGNORECASE | re.MULTILINE)
"""Customers greet the "support team", too."""

_GREETED = re.compile(r"^(?:hello|hi|dear)\b", re.IGNORECASE)
_FIRST = 0.5
"""Who writes first leans a little to the customer."""

_BEGINNING = 3000
_PUBLIC = frozenset(
    {
        "gmail.com",
        "outlook.com",
        "hotmail.com",
        "qq.com",
        "163.com",
        "126.com",
        "sina.com",
        "foxmail.com",
    }
)
"""Domains whose people do not belong together."""


@cache
def cues() -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
    """The patterns of `roles.yaml`: those of the support team, those of customers.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "roles.yaml")
    return _proved(data["support"]), _proved(data["customer"])


def supporters(messages: Sequence[Message]) -> frozenset[int]:
    """The numbers of the messages that the support team wrote.

    People of one domain of mail stand on one side. Who writes first has a problem, unless the words say otherwise.
    Where nothing at all tells the sides apart, every message may be the team's.
    """
    homes = _homes(messages)
    sides: dict[str, float] = defaultdict(float)
    for message in messages:
        sides[_side(message.sender, homes)] += _lean(message.body[:_BEGINNING])
    if len(sides) > 1:
        sides[_side(messages[0].sender, homes)] -= _FIRST
    team = {side for side, lean in sides.items() if lean > 0} or _leaning(sides)
    team |= {side for side in sides if side.startswith(_LEGACY)}
    team |= _colleagues(messages, sides, team)
    return frozenset(
        message.n for message in messages if not team or _side(message.sender, homes) in team
    )


def _colleagues(
    messages: Sequence[Message], sides: Mapping[str, float], team: Container[str]
) -> set[str]:
    """Those whom somebody of the team greets as a colleague, and who do not speak like customers."""
    homes = _homes(messages)
    greeted = {
        _GREETED.sub("", message.body.lstrip().partition("\n")[0]).strip(" ,，:：!！").lower()
        for message in messages
        if _side(message.sender, homes) in team and is_to_colleague(message)
    }
    named = {name_of(message.sender).lower(): message.sender for message in messages}
    return {
        side for name in greeted & named.keys() if sides[side := _side(named[name], homes)] >= 0
    }


def _leaning(sides: Mapping[str, float]) -> set[str]:
    """Those who lean most to the team, where they do not all lean alike."""
    most = max(sides.values(), default=0)
    return {side for side, lean in sides.items() if lean == most > min(sides.values())}


def is_to_colleague(message: Message) -> bool:
    """Whether a Chinese message greets a colleague by the Latin name; customers are greeted by title."""
    opening = message.body.lstrip().partition("\n")[0].strip()
    by_name = opening.isascii() and opening.lower().startswith(("hi ", "hello ", "hi,", "dear "))
    return by_name and not message.body.isascii() and "您" not in message.body


def _homes(messages: Sequence[Message]) -> dict[str, str]:
    """The domain of mail of every name that stands with an address somewhere in the thread."""
    homes: dict[str, str] = {}
    for message in messages:
        for person in (message.sender, *message.to, *message.cc):
            domain = address_of(person).rpartition("@")[2].lower()
            if domain and domain not in _PUBLIC:
                homes.setdefault(name_of(person).lower(), domain)
    return homes


def _side(sender: str, homes: Mapping[str, str]) -> str:
    address = address_of(sender).lower()
    domain = address.rpartition("@")[2]
    if domain and domain not in _PUBLIC:
        return domain
    name = name_of(sender).lower()
    return homes.get(name) or address or name


def _lean(text: str) -> int:
    support, customer = cues()
    text = _GREETING.sub("", text)
    plus = sum(bool(pattern.search(text)) for pattern in support)
    return plus - sum(bool(pattern.search(text)) for pattern in customer)


def _proved(section: dict[str, list[str]]) -> tuple[Pattern, ...]:
    made = tuple(joined([pattern], lines=True) for pattern in section["patterns"])
    prove(section, "kb/prose/roles.yaml", lambda text: any(one.search(text) for one in made))
    return made
