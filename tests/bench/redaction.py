"""Recall and precision of redaction per kind, on labelled snippets in Chinese and English.

In `tests/kb/redaction/data` every value that has to be found stands in `⟦kind|value⟧`.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import yaml

from kb.redaction import Redactor
from kb.redaction.model import SECRET_KINDS, Finding

DATA = Path(__file__).parent.parent / "kb" / "redaction" / "data"
MARK = re.compile(r"⟦([a-z-]+)\|([^⟦⟧]*)⟧")
TARGETS = {"secrets": (1.0, 0.97), "personal data": (0.95, 0.93)}


@dataclass
class Counts:
    """Values that were labelled and found, by kind, and findings that no label asked for."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def figures(self) -> tuple[float, float]:
        """Recall and precision over all kinds."""
        right = self.found.total()
        return right / self.labelled.total(), right / (right + self.wrong.total())


@dataclass(frozen=True)
class Snippet:
    """A text without its labels, where the labelled values stand, and the names that are known."""

    text: str
    values: tuple[tuple[str, int, int], ...]
    people: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


def snippets(name: str) -> Iterator[Snippet]:
    """The snippets of `secrets` or `personal`."""
    for path in sorted(DATA.glob(f"{name}_*.yaml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
            known = entry if isinstance(entry, dict) else {"text": entry}
            yield _snippet(**known)


def _snippet(text: str, people: Sequence[str] = (), customers: Sequence[str] = ()) -> Snippet:
    plain, values, last = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        values.append((mark.group(1), len(plain), len(plain) + len(mark.group(2))))
        plain += mark.group(2)
        last = mark.end()
    return Snippet(plain + text[last:], tuple(values), tuple(people), tuple(customers))


def measure(name: str) -> Counts:
    """Count what is found in the snippets of `secrets` or `personal`."""
    redactor, counts = Redactor(), Counts()
    for snippet in snippets(name):
        findings = _findings(redactor, name, snippet)
        for kind, start, end in snippet.values:
            counts.labelled[kind] += 1
            counts.found[kind] += any(each.start <= start and end <= each.end for each in findings)
        for each in findings:
            if not any(each.start < end and start < each.end for _, start, end in snippet.values):
                counts.wrong[each.kind] += 1
    return counts


def _findings(redactor: Redactor, name: str, snippet: Snippet) -> tuple[Finding, ...]:
    if name == "secrets":
        return redactor.secrets((snippet.text,))[0].findings
    found = redactor.personal(snippet.text, people=snippet.people, customers=snippet.customers)
    return tuple(each for each in found if each.kind not in SECRET_KINDS)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    began = perf_counter()
    measured = {"secrets": measure("secrets"), "personal data": measure("personal")}
    seconds = perf_counter() - began
    if options.json:
        print(json.dumps({name: counts.figures() for name, counts in measured.items()}))
        return 0
    for name, counts in measured.items():
        recall, precision = counts.figures()
        wanted_recall, wanted_precision = TARGETS[name]
        print(
            f"{name}: recall {recall:.1%} (wanted {wanted_recall:.0%}),"
            f" precision {precision:.1%} (wanted {wanted_precision:.0%})"
        )
        for kind in sorted(counts.labelled | counts.wrong):
            print(
                f"  {kind:16} {counts.found[kind]:4} of {counts.labelled[kind]:4} found,"
                f" {counts.wrong[kind]:3} wrong"
            )
    print(f"{seconds:.1f} s in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
