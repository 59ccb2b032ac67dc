"""Facts: the exact things that messages state, each with the place where it stands."""

from kb.facts.finder import find_facts, products, third_parties
from kb.facts.windbg import Bugcheck, Debugging, Module, read_debugging

__all__ = [
    "Bugcheck",
    "Debugging",
    "Module",
    "find_facts",
    "products",
    "read_debugging",
    "third_parties",
]
