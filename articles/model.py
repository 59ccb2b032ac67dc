"""The words of an article: what it says, and how far it may be trusted and shown.

The four sections and the confidence follow Knowledge-Centered Service (KCS v6, "The KCS Article").
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """Where an article stands on its way to readers."""

    DRAFT = "draft"
    REVIEW = "review"
    PUBLISHED = "published"


class Confidence(StrEnum):
    """How far a reader may rely on an article."""

    WORK_IN_PROGRESS = "work-in-progress"
    NOT_VALIDATED = "not-validated"
    VALIDATED = "validated"
    ARCHIVED = "archived"


class Audience(StrEnum):
    """Who may read an article."""

    INTERNAL = "internal"
    PARTNER = "partner"
    PUBLIC = "public"


class Section(StrEnum):
    """The four parts of an article, in their order."""

    ISSUE = "issue"
    ENVIRONMENT = "environment"
    CAUSE = "cause"
    RESOLUTION = "resolution"


LANGUAGES = ("zh", "en")

# The headings are words of the file format, as the keys of the front matter are.
HEADINGS: Mapping[str, Mapping[Section, str]] = MappingProxyType(
    {
        "zh": MappingProxyType(
            {
                Section.ISSUE: "问题",
                Section.ENVIRONMENT: "环境",
                Section.CAUSE: "原因",
                Section.RESOLUTION: "解决方法",
            }
        ),
        "en": MappingProxyType(
            {
                Section.ISSUE: "Issue",
                Section.ENVIRONMENT: "Environment",
                Section.CAUSE: "Cause",
                Section.RESOLUTION: "Resolution",
            }
        ),
    }
)


@dataclass(frozen=True, slots=True)
class Article:
    """One article in one language; a translation is an article of its own.

    Attributes:
        id: lower-case letters, digits and hyphens; the file is `<id>.md`.
        language: one of `LANGUAGES`.
        category: id from categories.yaml, empty if none was chosen yet.
        codes: error codes in canonical form (`0x800705b4`).
        cases: case numbers it was learnt from; never leaves the team.
        trees: ids of decision trees that belong to it.
        updated: day of the last change of content.
        review_after: day from which someone should read it again; None leaves it to its age.
        evergreen: never counts as stale.
        translation_of: id of the article that this one translates, empty for an original.
        translated_sections: for a translation, the `section_digest` that each section of the
            original had when it was translated; a differing digest means the original moved on.
        issue: Markdown, without blank lines around it; headings in it start at level three.
        environment: as `issue`.
        cause: as `issue`.
        resolution: as `issue`.
    """

    id: str
    title: str
    language: str
    state: State = State.DRAFT
    confidence: Confidence = Confidence.WORK_IN_PROGRESS
    audience: Audience = Audience.INTERNAL
    category: str = ""
    products: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    trees: tuple[str, ...] = ()
    cases: tuple[str, ...] = ()
    author: str = ""
    reviewer: str = ""
    updated: date | None = None
    review_after: date | None = None
    evergreen: bool = False
    translation_of: str = ""
    translated_sections: Mapping[Section, str] = field(default_factory=dict, hash=False)
    issue: str = ""
    environment: str = ""
    cause: str = ""
    resolution: str = ""

    def section(self, section: Section) -> str:
        """Return the Markdown of one section."""
        return str(getattr(self, section.value))

    @property
    def is_for_customers(self) -> bool:
        """Whether it may leave the team: published, and written for the public."""
        return self.state is State.PUBLISHED and self.audience is Audience.PUBLIC
