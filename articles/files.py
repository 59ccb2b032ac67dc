"""Article files: Markdown with YAML front matter, read strictly and written in one form."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from articles import frontmatter, sections
from articles.errors import UnknownArticleError
from articles.findings import Finding, InvalidArticleError, finding
from articles.model import LANGUAGES, Article, Section

MAX_CHARACTERS = 400_000
_FENCE = "---"
_LINE_ENDS = {"\n", "\t"}
_FIRST_PRINTABLE = " "
_DELETE = "\x7f"


@dataclass(frozen=True, slots=True)
class Located:
    """An article and the lines of its file, counted from 1.

    Attributes:
        fields: line of each front matter key.
        headings: line of each section's heading; a section that the file lacks is left out.
        texts: line of each section's first line of text.
        last: number of the last line.
    """

    article: Article
    fields: Mapping[str, int]
    headings: Mapping[Section, int]
    texts: Mapping[Section, int]
    last: int


def load(text: str, name: str) -> Article:
    """Read one article file.

    Args:
        text: the whole file; any line ends, with or without a byte order mark.
        name: file name for messages; if it ends in `.md`, the id must be its stem.

    Raises:
        InvalidArticleError: with everything that is wrong in the file.
    """
    return locate(text, name).article


def locate(text: str, name: str) -> Located:
    """Read one article file as `load` does, and say on which lines everything stands."""
    plain = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    _refuse(_unreadable(plain, name))
    front, body, first_line = _split(plain, name)
    values, findings = frontmatter.read(front, name)
    known = {key: entry.value for key, entry in values.items() if entry.value is not None}
    parts: dict[Section, sections.Part] = {}
    if known.get("language") in LANGUAGES:
        parts, wrong = sections.read(body, first_line, str(known["language"]), name)
        findings += wrong
    _refuse(findings + _file_name(known, values, name))
    fields: dict[str, Any] = known | {section.value: part.text for section, part in parts.items()}
    return Located(
        Article(**fields),
        {key: entry.line for key, entry in values.items()},
        {section: part.line for section, part in parts.items()},
        {section: part.text_line for section, part in parts.items()},
        first_line + len(body) - 1,
    )


def dump(article: Article) -> str:
    """Write an article in the canonical form: `load(dump(a)) == a`, and dumping that changes nothing.

    Raises:
        InvalidArticleError: the article holds something that its file could not say, such as a
            level-two heading inside a section or an unknown language.
    """
    name = f"{article.id}.md"
    if article.language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        values = {"key": "language", "value": article.language, "known": known}
        raise InvalidArticleError([finding(name, 1, "language", "unknown-value", **values)])
    text = f"{_FENCE}\n{frontmatter.write(article)}{_FENCE}\n{sections.write(article)}"
    again = load(text, name)
    if again != article:
        raise InvalidArticleError(_lost(article, again, name))
    return text


def section_digest(text: str) -> str:
    """Return the short fingerprint of a section by which translations notice a changed original."""
    return sha256(text.encode()).hexdigest()[:12]


def section_digests(article: Article) -> dict[Section, str]:
    """Return the digest of every section, as `translated_sections` of a fresh translation."""
    return {section: section_digest(article.section(section)) for section in Section}


@cache
def library() -> dict[str, str]:
    """Return the text of each shipped article by its id."""
    folder = files("articles") / "library"
    found = (entry for entry in folder.iterdir() if entry.name.endswith(".md"))
    return {
        entry.name.removesuffix(".md"): entry.read_text(encoding="utf-8")
        for entry in sorted(found, key=lambda entry: entry.name)
    }


def shipped(article_id: str) -> Article:
    """Return one shipped article.

    Raises:
        UnknownArticleError: no shipped article has this id.
    """
    if article_id not in library():
        known = ", ".join(library())
        raise UnknownArticleError(f"no shipped article is named {article_id}; there are {known}")
    return load(library()[article_id], f"{article_id}.md")


def _refuse(findings: list[Finding]) -> None:
    if findings:
        raise InvalidArticleError(sorted(findings, key=lambda found: found.line))


def _unreadable(text: str, name: str) -> list[Finding]:
    if len(text) > MAX_CHARACTERS:
        return [finding(name, 1, "", "too-large", size=len(text), most=MAX_CHARACTERS)]
    return [
        finding(name, number, "", "bad-character", character=f"U+{ord(character):04X}")
        for number, line in enumerate(text.split("\n"), start=1)
        for character in line
        if _is_bad(character)
    ][:10]


def _is_bad(character: str) -> bool:
    control = character < _FIRST_PRINTABLE or _DELETE <= character <= "\x9f"
    return (control and character not in _LINE_ENDS) or "\ud800" <= character <= "\udfff"


def _split(text: str, name: str) -> tuple[str, list[str], int]:
    """Return the front matter, the lines of the body, and the body's first line number."""
    lines = text.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise InvalidArticleError([finding(name, 1, "", "no-front-matter")])
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == _FENCE:
            return "\n".join(lines[1:index]), lines[index + 1 :], index + 2
    raise InvalidArticleError([finding(name, 1, "", "no-front-matter")])


def _file_name(
    known: dict[str, object], values: dict[str, frontmatter.Value], name: str
) -> list[Finding]:
    path = PurePath(name)
    if "id" not in known or path.suffix != ".md" or path.stem == known["id"]:
        return []
    told = {"value": known["id"], "name": path.name}
    return [finding(name, values["id"].line, "id", "id-not-file-name", **told)]


def _lost(article: Article, again: Article, name: str) -> list[Finding]:
    changed = [
        key
        for key in (*frontmatter.FIELDS, *Section)
        if getattr(article, key) != getattr(again, key)
    ]
    return [finding(name, 1, key, "not-canonical", key=key) for key in changed]
