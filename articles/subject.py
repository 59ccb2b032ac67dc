"""What the checks of the standard look at: one article, its lines, and what else is known."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from markdown_it.token import Token

from articles.errors import InvalidRuleError
from articles.files import Located
from articles.findings import Finding, finding
from articles.model import Article, Section


@dataclass(frozen=True, slots=True)
class Known:
    """What links may point to (None where that is not known and so not checked), and the house rule.

    Attributes:
        four_eyes: an article is reviewed by somebody who did not write it.
    """

    articles: Mapping[str, Article] | None = None
    trees: Container[str] | None = None
    four_eyes: bool = True


@dataclass(frozen=True, slots=True)
class Limits:
    """Thresholds and words of standard.yaml; widths count an ideograph as two."""

    title_width: tuple[int, int]
    stale_days: int
    placeholders: tuple[str, ...]
    html_tags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One article under check."""

    located: Located
    name: str
    known: Known
    today: date | None
    tokens: Mapping[Section, list[Token]] = field(default_factory=dict)

    @property
    def article(self) -> Article:
        """Return the article."""
        return self.located.article

    def at_field(self, key: str, rule: str, **values: object) -> Finding:
        """Make a finding at a front matter key, or at the top where the key is not set."""
        return finding(self.name, self.located.fields.get(key, 1), key, rule, **values)

    def at_section(self, section: Section, rule: str, line: int = 0, **values: object) -> Finding:
        """Make a finding in a section's text, `line` lines below its first."""
        first = self.located.texts.get(section, self.located.last)
        return finding(self.name, first + line, section.value, rule, **values)


@cache
def limits() -> Limits:
    """Return the thresholds and words.

    Raises:
        InvalidRuleError: standard.yaml lacks a key or has one too many.
    """
    text = files("articles").joinpath("standard.yaml").read_text(encoding="utf-8")
    entries: dict[str, Any] = yaml.safe_load(text)
    try:
        least, most = entries["title_width"]
        return Limits(
            (int(least), int(most)),
            int(entries["stale_days"]),
            tuple(entries["placeholders"]),
            tuple(entries["html_tags"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidRuleError(f"standard.yaml is not as the checks need it: {error!r}") from error
