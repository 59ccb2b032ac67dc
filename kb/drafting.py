"""A first version of an article, written from a solved case.

Nothing personal goes into it: the case number stands in `cases`, which never leaves the team, and
every text passes through redaction. What a person has to add (a missing cause, say) stays empty, so
that the article standard asks for it.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import accumulate, count, dropwhile
from typing import Any, Protocol

import yaml

from articles.cjk import PATTERN
from articles.model import Article
from kb.cases import Case, FactKind, Step, StepResult
from kb.errors import InvalidRuleError
from kb.redaction.model import Finding, apply

MOST = 12  # products, keywords and environment lines
LONGEST_TITLE = 60
LONGEST_ID = 40
_REMOVED = "[removed:"
_IDEOGRAPH = re.compile(f"[{PATTERN}]")
_ADDRESS = re.compile(r"<[^<>]{0,320}>|[\w.+-]{1,64}@[\w.-]{1,120}")
_PATH = re.compile(
    r"(?:[A-Za-z]:\\|\\\\|%[A-Za-z]{2,30}%\\|HK[A-Z]{1,10}\\)"
    r"(?:[^\s`，。；、）)“”<>|]|\x20(?=[^\s\\，。；]{1,40}\\)){1,200}"
)
_BUILD = re.compile(r"\d{5}\.\d+|\d+(\.\d+){3}|.*[A-Za-z].*")
_MARKS = re.compile(
    r"([`*<]|~(?=~~)|^-(?=--)|^[#>]|^[-+](?=\s)|(?<=^\d)[.)](?=\s)|(?<=^\d\d)[.)](?=\s))",
    re.MULTILINE,
)
_ENDS = " ：:，,；;。.、\t"
_POWERSHELL = re.compile(r"[A-Z][a-z]+-[A-Z]")
_WORD = re.compile(r"[a-z0-9]+")
_NUMBER_FIRST = re.compile(r"^\s*(?:\d{1,2}|[a-z])\s*[.、)）]\s*")


class PersonalData(Protocol):
    """Finds personal data; `kb.redaction.Redactor` is one."""

    def personal(
        self, text: str, *, people: Sequence[str] = (), customers: Sequence[str] = ()
    ) -> tuple[Finding, ...]:
        """Return findings in the order of the text, without overlap."""
        ...


@dataclass(frozen=True, slots=True)
class _Words:
    phrases: Mapping[str, Mapping[str, str]]
    categories: Mapping[str, tuple[str, ...]]


def draft(
    case: Case,
    redactor: PersonalData,
    *,
    author: str,
    today: date | None = None,
    taken: Container[str] = (),
) -> Article:
    """Write an article from a case, in the language of the case.

    Args:
        case: a case of the archive.
        redactor: replaces personal data by pseudonyms.
        author: user name of who asked for the draft.
        today: becomes the article's date; without it the article has none yet.
        taken: ids that are already given to articles.
    """
    language = _language(case)
    writer = _Writer(case, redactor, _words().phrases[language])
    title = writer.title()
    return Article(
        id=_free_id(title, case.codes, taken),
        title=title,
        language=language,
        category=_category(case),
        products=case.products[:MOST],
        codes=case.codes[:MOST],
        keywords=_keywords(case),
        cases=(case.number,),
        author=author,
        updated=today,
        issue=writer.issue(),
        environment=writer.environment(),
        cause=writer.cause(),
        resolution=writer.resolution(),
    )


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns the parts of one case into Markdown."""

    case: Case
    redactor: PersonalData
    phrases: Mapping[str, str]

    def title(self) -> str:
        """The problem in one line; words that name somebody are left out."""
        problem = re.split(r"[。！？；\n]|[.!?;] ", self.case.summary.problem.strip())[0]
        candidates = [_flat(line).strip(" .。") for line in (problem, self.case.title)]
        whole = [
            line
            for line in candidates
            if 0 < len(line) <= LONGEST_TITLE and not self._findings(line)
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
            _under(self.phrases["other"], rest),
            _under(self.phrases["no_help"], self._steps(failed)),
        ]
        return "\n\n".join(part for part in parts if part)

    def _steps(self, results: Container[StepResult]) -> str:
        chosen = [step for step in self.case.steps if step.result in results]
        bare = ((step, _NUMBER_FIRST.sub("", step.text)) for step in chosen)
        safe = [(step, self._conceal(text)) for step, text in bare]
        known = dict.fromkeys((text, tuple(self._commands(step, text))) for step, text in safe)
        told = [(text, commands) for text, commands in known if text.strip()]
        lines = [self._step(f"{n}. ", *step) for n, step in enumerate(told, 1)]
        return "\n".join(lines).strip()

    def _step(self, marker: str, text: str, commands: Sequence[str]) -> str:
        """A step; a command in its words becomes code, one at their end a block below them."""
        words, blocks, indent = text, "", " " * len(marker)
        for command in commands:
            if words.rstrip(_ENDS).endswith(command):
                words = words.rstrip(_ENDS).removesuffix(command).rstrip(_ENDS)
                lines = (f"```{_shell(command)}", command, "```")
                words += self.phrases["colon"] if words else ""
                blocks = "\n\n" + "\n".join(indent + line for line in lines) + "\n" + blocks
        inline = [command for command in commands if command in words]
        shown = _escaped(words, inline).strip() or self.phrases["run"]
        return marker + shown.replace("\n", f"\n{indent}") + blocks

    def _commands(self, step: Step, text: str) -> Iterator[str]:
        """Commands of the step's message that stand in its words, the last one first."""
        values = {
            fact.value
            for fact in self.case.facts
            if fact.kind == FactKind.COMMAND and fact.message == step.message
        }
        here = (value for value in values if value in text and not set("`\n") & set(value))
        yield from sorted(here, key=lambda value: (-text.rindex(value), value))

    def _paragraphs(self, text: str) -> str:
        safe = self._conceal(text)
        lines = [_escaped(line.strip()) for line in safe.split("\n") if line.strip()]
        return "\n\n".join(lines)

    def _inline(self, text: str) -> str:
        return _escaped(_flat(self._conceal(text)))

    def _conceal(self, text: str) -> str:
        """Text with pseudonyms; lines from which a secret was taken are of no use and left out."""
        kept = "\n".join(line for line in text.split("\n") if _REMOVED not in line)
        return apply(kept, self._findings(kept)).text

    def _without(self, line: str) -> str:
        cut = line
        for finding in reversed(self._findings(line)):
            cut = cut[: finding.start] + cut[finding.end :]
        return _flat(cut)[:LONGEST_TITLE].strip(" .。")

    def _findings(self, text: str) -> tuple[Finding, ...]:
        customers = (self.case.customer,) if self.case.customer else ()
        return self.redactor.personal(text, people=_people(self.case), customers=customers)


def _people(case: Case) -> tuple[str, ...]:
    named = (
        name for message in case.messages for name in (message.sender, *message.to, *message.cc)
    )
    bare = (_ADDRESS.sub("", name).strip(" '\"?") for name in named)
    return tuple(dict.fromkeys(name for name in bare if name))


def _language(case: Case) -> str:
    told = f"{case.title}{case.summary.problem}{case.summary.analysis}"
    ideographs = len(_IDEOGRAPH.findall(told))
    return "zh" if ideographs * 8 > len(told) else "en"


def _category(case: Case) -> str:
    told = f"{case.title} {case.summary.problem}".lower()
    fitting = (
        name for name, words in _words().categories.items() if any(word in told for word in words)
    )
    return next(fitting, "")


def _keywords(case: Case) -> tuple[str, ...]:
    wanted = (FactKind.KB, FactKind.DRIVER, FactKind.SERVICE, FactKind.TOOL)
    values = dict.fromkeys(fact.value for fact in case.facts if fact.kind in wanted)
    return tuple(values)[:MOST]


def _free_id(title: str, codes: Iterable[str], taken: Container[str]) -> str:
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


def _flat(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str, code: Sequence[str] = ()) -> str:
    """Words as Markdown that shows them as they are; paths and what `code` names as code."""
    named = sorted(map(re.escape, code), key=len, reverse=True)
    pattern = re.compile("|".join([*named, _PATH.pattern]))
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        pieces += [_MARKS.sub(r"\\\1", text[end : found.start()]), f"`{found[0]}`"]
        end = found.end()
    return "".join([*pieces, _MARKS.sub(r"\\\1", text[end:])])


def _shell(command: str) -> str:
    return "powershell" if _POWERSHELL.match(command) or command.startswith("$") else "cmd"


def _under(heading: str, text: str) -> str:
    return f"### {heading}\n\n{text}" if text else ""


@cache
def _words() -> _Words:
    text = files("kb").joinpath("drafting.yaml").read_text(encoding="utf-8")
    data: dict[str, dict[str, Any]] = yaml.safe_load(text)
    keys = [set(phrases) for phrases in data["phrases"].values()]
    if any(other != keys[0] for other in keys):
        raise InvalidRuleError("drafting.yaml: the languages do not have the same phrases")
    categories = {name: tuple(words) for name, words in data["categories"].items()}
    return _Words(data["phrases"], categories)
