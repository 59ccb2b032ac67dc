"""Checks of what an article says: title, sections, steps, codes, and links out of its text."""

import re
from collections.abc import Callable, Iterator
from unicodedata import east_asian_width

from articles import markdown
from articles.findings import Finding
from articles.model import HEADINGS, Section
from articles.subject import Subject, limits

CODE = re.compile(r"0x[1-9a-f][0-9a-f]{0,15}|0x0")
_CODE_IN_TEXT = re.compile(r"(?<![0-9A-Za-z])0[xX][0-9A-Fa-f]{1,16}(?![0-9A-Za-z])")
_LISTED_DIGITS = 8  # longer numbers are addresses and parameters of a crash
_TAG = re.compile(r"</?([A-Za-z]{1,10})[ />]")
_CODE_SPAN = re.compile(r"`[^`\n]*`")
_PATH = re.compile(r"(?:[A-Za-z]:|\\)\\[^\s\\]")


def _sections(subject: Subject) -> Iterator[Finding]:
    titles = HEADINGS[subject.article.language]
    for section in Section:
        heading = titles[section]
        if section not in subject.located.headings:
            yield subject.at_section(section, "missing-section", heading=heading)
        elif not subject.article.section(section):
            yield subject.at_section(section, "empty-section", heading=heading)


def _title(subject: Subject) -> Iterator[Finding]:
    least, most = limits().title_width
    width = sum(2 if east_asian_width(sign) in "WF" else 1 for sign in subject.article.title)
    if width < least:
        yield subject.at_field("title", "title-too-short", width=width, least=least)
    if width > most:
        yield subject.at_field("title", "title-too-long", width=width, most=most)


def _steps(subject: Subject) -> Iterator[Finding]:
    kinds = {token.type for token in subject.tokens[Section.RESOLUTION]}
    telling = {"ordered_list_open", "bullet_list_open", "fence", "code_block"}
    if kinds and not kinds & telling:
        yield subject.at_section(Section.RESOLUTION, "no-steps")


def _placeholders(subject: Subject) -> Iterator[Finding]:
    for word in limits().placeholders:
        if word in subject.article.title:
            yield subject.at_field("title", "placeholder", word=word)
    for section in Section:
        for number, line in enumerate(subject.article.section(section).split("\n")):
            for word in limits().placeholders:
                if word in line:
                    yield subject.at_section(section, "placeholder", number, word=word)


def _codes_listed(subject: Subject) -> Iterator[Finding]:
    for code in subject.article.codes:
        if not CODE.fullmatch(code):
            yield subject.at_field("codes", "bad-code", code=code)


def _codes_in_text(subject: Subject) -> Iterator[Finding]:
    seen = set(subject.article.codes)
    for section in Section:
        for number, line in enumerate(subject.article.section(section).split("\n")):
            for written in _CODE_IN_TEXT.findall(line):
                code = f"0x{int(written, 16):x}"
                if code not in seen and len(code) <= len("0x") + _LISTED_DIGITS:
                    seen.add(code)
                    yield subject.at_section(section, "code-not-listed", number, code=code)


def _marks(subject: Subject) -> Iterator[Finding]:
    """Find what a reader would not see as the author meant it."""
    for section, tokens in subject.tokens.items():
        for token, line in markdown.walk(tokens):
            if token.type == "image":
                yield subject.at_section(section, "picture-not-shown", line)
            if token.type == "text":
                for tag in {name.lower() for name in _TAG.findall(token.content)}:
                    if tag in limits().html_tags:
                        yield subject.at_section(section, "html-not-shown", line, tag=tag)


def _paths(subject: Subject) -> Iterator[Finding]:
    """Find paths that Markdown may take backslashes from: inline sources without their code."""
    for section, tokens in subject.tokens.items():
        for token, line in markdown.walk(tokens):
            if token.type == "inline":
                for below, words in enumerate(_CODE_SPAN.sub("", token.content).split("\n")):
                    if _PATH.search(words):
                        yield subject.at_section(section, "path-not-code", line + below)


def _links(subject: Subject) -> Iterator[Finding]:
    for section, tokens in subject.tokens.items():
        for href, line in markdown.links(tokens):
            for rule, target in _broken(subject, href):
                yield subject.at_section(section, rule, line, target=target)


def _broken(subject: Subject, href: str) -> Iterator[tuple[str, str]]:
    ours = markdown.internal(href)
    known = subject.known
    if not ours:
        if not href.lower().startswith(("http://", "https://", "mailto:", "#")):
            yield "link-leads-nowhere", href
        return
    kind, name = ours
    if kind == "article" and known.articles is not None and name not in known.articles:
        yield "unknown-article", name
    if kind == "tree" and known.trees is not None and name not in known.trees:
        yield "unknown-tree", name


CHECKS: tuple[Callable[[Subject], Iterator[Finding]], ...] = (
    _title,
    _sections,
    _steps,
    _placeholders,
    _codes_listed,
    _codes_in_text,
    _marks,
    _paths,
    _links,
)
