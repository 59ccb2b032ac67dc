"""The four sections in the body of an article file, split without reading their Markdown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from articles.findings import Finding, finding
from articles.model import HEADINGS, Article, Section

MIN_FENCE = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A section's Markdown without blank lines around it, its heading's line and its own first."""

    text: str
    line: int
    text_line: int


@dataclass(frozen=True, slots=True)
class _Heading:
    title: str
    index: int


def read(
    lines: list[str], first_line: int, language: str, file: str
) -> tuple[dict[Section, Part], list[Finding]]:
    """Split the body into sections.

    Args:
        lines: the body, without line ends.
        first_line: line in the file of `lines[0]`.
        language: whose headings are expected; see `HEADINGS`.
        file: name for the findings.
    """
    headings, open_fence = _headings(lines)
    if open_fence is not None:
        line, fence = open_fence
        return {}, [finding(file, first_line + line, "", "open-fence", fence=fence)]
    findings = _text_before(lines, headings, first_line, language, file)
    parts: dict[Section, Part] = {}
    ends = [heading.index for heading in headings[1:]] + [len(lines)]
    for heading, end in zip(headings, ends, strict=True):
        line = first_line + heading.index
        section = _section(heading.title, language)
        problem = _problem(heading.title, section, parts, language)
        if problem:
            known = _known(language)
            title = heading.title
            findings.append(finding(file, line, title, problem, heading=title, known=known))
        if section and section not in parts:
            parts[section] = _part(lines[heading.index + 1 : end], line)
    return parts, findings


def write(article: Article) -> str:
    """Return the body of an article file: all four headings, empty sections too."""
    titles = HEADINGS[article.language]
    return "".join(
        f"\n## {titles[section]}\n" + (f"\n{text}\n" if (text := article.section(section)) else "")
        for section in Section
    )


def _part(lines: list[str], heading_line: int) -> Part:
    filled = [index for index, line in enumerate(lines) if line.strip()]
    if not filled:
        return Part("", heading_line, heading_line)
    text = "\n".join(lines[filled[0] : filled[-1] + 1])
    return Part(text, heading_line, heading_line + 1 + filled[0])


def fenced(lines: list[str]) -> Iterator[tuple[int, str, bool]]:
    """Yield each line's index, its text, and whether it belongs to a fenced code block."""
    fence = ""
    for index, line in enumerate(lines):
        mark = _fence_mark(line)
        if fence:
            yield index, line, True
            closes = mark.startswith(fence) and line.strip() == mark
            fence = "" if closes else fence
        else:
            yield index, line, bool(mark)
            fence = mark


def _fence_mark(line: str) -> str:
    """Return the run of backticks or tildes that makes a line a fence, else nothing."""
    stripped = line.strip()
    for sign in "`~":
        run = stripped[: len(stripped) - len(stripped.lstrip(sign))]
        # A run of backticks with another behind it on the line is inline code.
        if len(run) >= MIN_FENCE and not (sign == "`" and sign in stripped[len(run) :]):
            return run
    return ""


def _headings(lines: list[str]) -> tuple[list[_Heading], tuple[int, str] | None]:
    """Return the level-two headings, and where a fence was opened but never closed."""
    headings: list[_Heading] = []
    open_fence: tuple[int, str] | None = None
    for index, line, in_code in fenced(lines):
        if in_code:
            mark = _fence_mark(line)
            if open_fence is None:
                open_fence = (index, mark)
            elif mark.startswith(open_fence[1]) and line.strip() == mark:
                open_fence = None
        elif line.startswith("## ") or line.rstrip() == "##":
            headings.append(_Heading(line[2:].strip(), index))
    return headings, open_fence


def _section(title: str, language: str) -> Section | None:
    by_title = {name: section for section, name in HEADINGS[language].items()}
    return by_title.get(title)


def _known(language: str) -> str:
    return ", ".join(HEADINGS[language].values())


def _problem(
    title: str, section: Section | None, earlier: Mapping[Section, Part], language: str
) -> str:
    if section is None:
        return "unknown-section"
    if section in earlier:
        return "duplicate-section"
    order = list(HEADINGS[language].values())
    behind = order[order.index(title) :]
    return "section-order" if any(HEADINGS[language][done] in behind for done in earlier) else ""


def _text_before(
    lines: list[str], headings: list[_Heading], first_line: int, language: str, file: str
) -> list[Finding]:
    end = headings[0].index if headings else len(lines)
    for index, line in enumerate(lines[:end]):
        if line.strip():
            heading = HEADINGS[language][Section.ISSUE]
            place = first_line + index
            return [finding(file, place, "", "text-outside-sections", heading=heading)]
    return []
