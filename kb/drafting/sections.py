"""The four sections of a drafted article."""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kb.cases import Case, FactKind, Step, StepResult
from kb.drafting.markdown import before, escaped, flat, shell, shortened, under
from kb.drafting.names import MOST, known_as, people
from kb.redaction.model import Finding, apply

_REMOVED = "[removed:"
_BUILD = re.compile(r"\d{5}\.\d+|\d+(\.\d+){3}|.*[A-Za-z].*")
_NUMBER_FIRST = re.compile(r"^\s*(?:\d{1,2}|[a-z])\s*[.、)）]\s*")


class PersonalData(Protocol):
    """Finds personal data; `kb.redaction.Redactor` is one."""

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """Return findings in the order of the text, without overlap."""
        ...


@dataclass(frozen=True, slots=True)
class Writer:
    """Turns the parts of one case into Markdown."""

    case: Case
    redactor: PersonalData
    phrases: Mapping[str, str]

    def title(self) -> str:
        """The problem in one line; words that name somebody are left out."""
        problem = re.split(r"[。！？；\n]|[.!?;] ", self.case.summary.problem.strip())[0]
        candidates = [flat(line).strip(" .。") for line in (problem, self.case.title)]
        whole = [
            line
            for line in candidates
            if line and shortened(line) == line and not self._findings(line)
        ]
        without = [self._without(line) for line in candidates]
        return next((line for line in [*whole, *without] if line), self.phrases["untitled"])

    def issue(self) -> str:
        """The problem, and the codes that it does not name."""
        problem = self._paragraphs(self.case.summary.problem)
        missing = [f"`{code}`" for code in self.case.codes if code not in problem.lower()]
        told = self.phrases["code"] + self.phrases["list_separator"].join(missing)
        return "\n\n".join(part for part in (problem, told if missing else "") if part)

    def environment(self) -> str:
        """Products, builds and drivers, a line each."""
        wanted = (FactKind.BUILD, FactKind.DRIVER, FactKind.THIRD_PARTY)
        facts = (
            fact.value
            for fact in self.case.facts
            if fact.kind in wanted and (fact.kind != FactKind.BUILD or _BUILD.fullmatch(fact.value))
        )
        lines: list[str] = []
        for value in [*self.case.products, *facts]:
            if not any(value in line for line in lines):
                lines.append(value)
        return "\n".join(f"- {self._inline(line)}" for line in lines[:MOST])

    def cause(self) -> str:
        """The analysis."""
        return self._paragraphs(self.case.summary.analysis)

    def resolution(self) -> str:
        """The conclusion, the steps that worked, then those that did not."""
        done = {StepResult.WORKED}
        failed = {StepResult.NO_HELP, StepResult.NOT_REPRODUCED}
        other = {StepResult.PENDING, StepResult.REPRODUCED}
        worked, rest = self._steps(done), self._steps(other)
        parts = [
            self._paragraphs(self.case.summary.conclusion),
            worked,
            under(self.phrases["other"], rest),
            under(self.phrases["no_help"], self._steps(failed)),
        ]
        return "\n\n".join(part for part in parts if part)

    def _steps(self, results: Container[StepResult]) -> str:
        chosen = [step for step in self.case.steps if step.result in results]
        bare = ((step, _NUMBER_FIRST.sub("", step.text)) for step in chosen)
        safe = [(step, self.conceal(text)) for step, text in bare]
        known = dict.fromkeys((text, tuple(self.commands(step, text))) for step, text in safe)
        told = [(text, commands) for text, commands in known if text.strip()]
        lines = [self._step(f"{n}. ", *step) for n, step in enumerate(told, 1)]
        return "\n".join(lines).strip()

    def _step(self, marker: str, text: str, commands: Sequence[str]) -> str:
        """A step; a command in its words becomes code, one at their end a block below them."""
        words, blocks, indent = text, "", " " * len(marker)
        for command in commands:
            ahead = before(words, command)
            if ahead is not None:
                words = ahead
                lines = (f"```{shell(command)}", command, "```")
                words += self.phrases["colon"] if words else ""
                blocks = "\n\n" + "\n".join(indent + line for line in lines) + "\n" + blocks
        inline = [command for command in commands if command in words]
        shown = escaped(words, inline).strip() or self.phrases["run"]
        return marker + shown.replace("\n", f"\n{indent}") + blocks

    def commands(self, step: Step, text: str) -> Iterator[str]:
        """Commands of the step's message that stand in its words, the last one first."""
        values = {
            fact.value
            for fact in self.case.facts
            if fact.kind == FactKind.COMMAND and fact.message == step.message
        }
        here = (value for value in values if value in text and not set("`\n") & set(value))
        yield from sorted(here, key=lambda value: (-text.rindex(value), value))

    def _paragraphs(self, text: str) -> str:
        safe = self.conceal(text)
        lines = [escaped(line.strip()) for line in safe.split("\n") if line.strip()]
        return "\n\n".join(lines)

    def _inline(self, text: str) -> str:
        return escaped(flat(self.conceal(text)))

    def conceal(self, text: str) -> str:
        """Text with pseudonyms; lines from which a secret was taken are of no use and left out."""
        kept = "\n".join(line for line in text.split("\n") if _REMOVED not in line)
        return apply(kept, self._findings(kept)).text

    def _without(self, line: str) -> str:
        cut = line
        for finding in reversed(self._findings(line)):
            cut = cut[: finding.start] + cut[finding.end :]
        return shortened(flat(cut).strip(" .。,，"))

    def _findings(self, text: str) -> tuple[Finding, ...]:
        customers = known_as(self.case.customer) if self.case.customer else ()
        return self.redactor.personal(text, people=people(self.case), customers=customers)
