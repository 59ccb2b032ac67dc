"""What a check found, and the catalogue of rules that words it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from string import Formatter

import yaml

from articles.errors import ArticleError, InvalidRuleError
from articles.model import LANGUAGES

LONGEST_VALUE = 400


class Severity(StrEnum):
    """Whether a finding forbids publishing or only asks for a look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of finding; `texts` holds a template per language, all with the same fields."""

    name: str
    severity: Severity
    texts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in an article file.

    Attributes:
        line: line in the file, from 1.
        field: front matter key or section name, empty where the whole file is meant.
        values: what fills the rule's text.
    """

    file: str
    line: int
    field: str
    rule: str
    values: tuple[tuple[str, str], ...] = ()

    @property
    def severity(self) -> Severity:
        """Return how heavy the rule is."""
        return rules()[self.rule].severity

    @property
    def message(self) -> str:
        """Return the English sentence that says what would be right."""
        return self.text("en")

    def text(self, language: str) -> str:
        """Return the sentence in `language`, in English where the rule lacks it."""
        texts = rules()[self.rule].texts
        return texts.get(language, texts["en"]).format_map(dict(self.values))


def finding(file: str, line: int, place: str, rule: str, **values: object) -> Finding:
    """Make a finding; `values` fill the text of the rule."""
    shown = tuple((key, str(value)[:LONGEST_VALUE]) for key, value in values.items())
    return Finding(file, line, place, rule, shown)


@cache
def rules() -> Mapping[str, Rule]:
    """Return the rules by name.

    Raises:
        InvalidRuleError: rules.yaml lacks a text, or two texts of a rule have different fields.
    """
    text = files("articles").joinpath("rules.yaml").read_text(encoding="utf-8")
    return {name: rule(name, entry) for name, entry in yaml.safe_load(text).items()}


def rule(name: str, entry: Mapping[str, str]) -> Rule:
    """Return one rule of the catalogue.

    Raises:
        InvalidRuleError: as for `rules`.
    """
    missing = {"severity", *LANGUAGES} - set(entry)
    if missing:
        raise InvalidRuleError(f"rules.yaml: {name} lacks {', '.join(sorted(missing))}")
    texts = {language: entry[language] for language in LANGUAGES}
    if len({_fields(text) for text in texts.values()}) > 1:
        raise InvalidRuleError(f"rules.yaml: the texts of {name} do not use the same fields")
    return Rule(name, Severity(entry["severity"]), texts)


def _fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name)


class InvalidArticleError(ArticleError):
    """An article file that breaks the format; carries all findings of the file at once."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        super().__init__(f"{first.file}:{first.line}: {first.message}{more}")
