"""Facts in a terminal."""

from collections.abc import Sequence

from kb.cases import Fact
from webapp.cli import output


def show_facts(facts: Sequence[Fact]) -> None:
    """Each fact once, where it was first stated."""
    first = {(fact.kind, fact.value): fact for fact in reversed(facts)}
    if first:
        output.heading("Facts")
        rows = [(f.kind, f.value, f.message, f.line) for f in reversed(first.values())]
        output.table(("Kind", "Value", "Message", "Line"), rows)
