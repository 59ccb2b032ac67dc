"""What belongs to the team itself and may be shown to everybody."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_HOST: Final = re.compile(
    r"(?i)^(?:[a-z][a-z0-9+.-]*://)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:[:/].*)?$"
)
_DIGITS: Final = re.compile(r"\D")
_FEWEST: Final = 5


@dataclass(frozen=True, slots=True)
class Own:
    """The team's hotlines, sites, addresses and names, as a setting gives them.

    Attributes:
        numbers: telephone numbers, digits only.
        hosts: hosts and domains, lower case; what is below a domain counts as well.
        words: everything else, lower case: addresses of mail, names of the organisation.
    """

    numbers: frozenset[str] = frozenset()
    hosts: tuple[str, ...] = ()
    words: frozenset[str] = frozenset()

    def has(self, kind: str, value: str) -> bool:
        """Whether a value that was found is the team's own."""
        lower = value.strip().lower()
        if lower in self.words:
            return True
        if kind == "phone":
            return _DIGITS.sub("", value) in self.numbers
        if kind in {"host", "domain"}:
            return any(lower == host or lower.endswith(f".{host}") for host in self.hosts)
        return kind == "customer" and any(word in lower for word in self.words if len(word) > 1)


def own(entries: Iterable[str]) -> Own:
    """Sort the entries of the setting into numbers, hosts and words."""
    numbers, hosts, words = set(), [], set()
    for entry in filter(None, (entry.strip() for entry in entries)):
        host = _HOST.match(entry)
        digits = _DIGITS.sub("", entry)
        if "@" not in entry and host and digits != entry.replace(".", ""):
            hosts.append(host[1].lower())
        elif len(digits) >= _FEWEST and len(digits) > len(entry) // 2:
            numbers.add(digits)
        words.add(entry.lower())
    return Own(frozenset(numbers), tuple(hosts), frozenset(words))
