"""Recall and precision of redaction per kind, on labelled snippets in Chinese and English.

In each folder `secrets_*.yaml` and `personal_*.yaml` hold snippets in which every value that has to be
found stands in `⟦kind|value⟧`. The rules grew on `data`; `unseen` was written by somebody who does
not know them, and no rule was changed for it.
"""

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

import yaml

from kb.redaction import Redactor
from kb.redaction.model import SECRET_KINDS, Finding

DATA = Path(__file__).parent.parent / "kb" / "redaction"
FOLDERS = (DATA / "data", DATA / "unseen")
MARK = re.compile(r"⟦([a-z-]+)\|([^⟦⟧]*)⟧")
TARGETS = {"secrets": (1.0, 0.97), "personal": (0.95, 0.93)}
LANGUAGES = ("zh", "en", "clean")


@dataclass(frozen=True)
class Value:
    """A labelled value or a finding: what it is and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Snippet:
    """A text without its labels, where the labelled values stand, and the names that are known."""

    text: str
    values: tuple[Value, ...]
    people: tuple[str, ...] = ()
    customers: tuple[str, ...] = ()


@dataclass
class Counts:
    """By kind: values that were labelled, those found as this kind, findings no label asked for."""

    labelled: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)

    def add(self, values: Sequence[Value], findings: Sequence[Value]) -> None:
        """Compare one snippet: a label is found where one finding of its kind covers all of it."""
        for value in values:
            self.labelled[value.kind] += 1
            self.found[value.kind] += any(covers(each, value) for each in findings)
        for each in findings:
            self.wrong[each.kind] += not any(meets(each, value) for value in values)

    def figures(self) -> tuple[float, float]:
        """Recall and precision over all kinds."""
        right = self.found.total()
        return ratio(right, self.labelled.total()), ratio(right, right + self.wrong.total())


Measured = dict[str, Counts]


def ratio(part: int, whole: int) -> float:
    return part / whole if whole else 1.0


def covers(finding: Value, label: Value) -> bool:
    return finding.kind == label.kind and finding.start <= label.start and label.end <= finding.end


def meets(finding: Value, label: Value) -> bool:
    return finding.kind == label.kind and finding.start < label.end and label.start < finding.end


def snippets(path: Path) -> Iterator[Snippet]:
    """The snippets of one file."""
    for entry in yaml.safe_load(path.read_text(encoding="utf-8")):
        known = entry if isinstance(entry, dict) else {"text": entry}
        yield snippet(**known)


def snippet(text: str, people: Sequence[str] = (), customers: Sequence[str] = ()) -> Snippet:
    plain, values, last = "", [], 0
    for mark in MARK.finditer(text):
        plain += text[last : mark.start()]
        values.append(Value(mark.group(1), len(plain), len(plain) + len(mark.group(2))))
        plain += mark.group(2)
        last = mark.end()
    return Snippet(plain + text[last:], tuple(values), tuple(people), tuple(customers))


def findings(redactor: Redactor, name: str, given: Snippet) -> list[Value]:
    """What redaction finds of `secrets` or `personal` data in a snippet."""
    found: Iterable[Finding]
    if name == "secrets":
        found = redactor.secrets((given.text,))[0].findings
    else:
        private = redactor.personal(given.text, people=given.people, customers=given.customers)
        found = (each for each in private if each.kind not in SECRET_KINDS)
    return [Value(each.kind, each.start, each.end) for each in found]


def measure(folder: Path, name: str) -> Measured:
    """Counts over the `secrets` or `personal` snippets of a folder, by language."""
    redactor = Redactor()
    measured = {language: Counts() for language in LANGUAGES}
    for path in sorted(folder.glob(f"{name}_*.yaml")):
        counts = measured[path.stem.rpartition("_")[2]]
        for each in snippets(path):
            counts.add(each.values, findings(redactor, name, each))
    return measured


def total(measured: Measured) -> Counts:
    """The counts of all languages together."""
    whole = Counts()
    for counts in measured.values():
        whole.labelled.update(counts.labelled)
        whole.found.update(counts.found)
        whole.wrong.update(counts.wrong)
    return whole


def table(measured: Measured) -> Iterator[str]:
    """A line for each kind: found of labelled per language, recall, precision."""
    whole, zh, en = total(measured), measured["zh"], measured["en"]
    yield f"  {'kind':14}{'zh':>9}{'en':>9}{'wrong':>7}{'recall':>9}{'precision':>11}"
    for kind in sorted(whole.labelled | whole.wrong):
        found, labelled, wrong = whole.found[kind], whole.labelled[kind], whole.wrong[kind]
        yield (
            f"  {kind:14}{f'{zh.found[kind]}/{zh.labelled[kind]}':>9}"
            f"{f'{en.found[kind]}/{en.labelled[kind]}':>9}{wrong:7}"
            f"{ratio(found, labelled):9.1%}{ratio(found, found + wrong):11.1%}"
        )


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    began = perf_counter()
    results = {
        folder.name: {name: measure(folder, name) for name in TARGETS} for folder in options.folders
    }
    if options.json:
        figures = {
            folder: {name: total(each).figures() for name, each in measured.items()}
            for folder, measured in results.items()
        }
        print(json.dumps(figures))
        return 0
    for folder, measured in results.items():
        for name, each in measured.items():
            recall, precision = total(each).figures()
            wanted = "recall {:.0%}, precision {:.0%}".format(*TARGETS[name])
            print(f"{folder}, {name}: recall {recall:.1%}, precision {precision:.1%} ({wanted})")
            print("\n".join(table(each)))
    print(f"{perf_counter() - began:.1f} s in all")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
