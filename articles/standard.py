"""Whether an article is good enough for its readers: the checks behind `casepath articles check`.

The rules' weights and sentences are in rules.yaml, thresholds and word lists in standard.yaml.
"""

from datetime import date

from articles import checks_status, checks_text, markdown
from articles.files import dump, locate
from articles.findings import Finding, InvalidArticleError
from articles.model import Article, Section
from articles.subject import Known, Subject

__all__ = ["Known", "check", "check_text"]


def check(
    article: Article, known: Known | None = None, today: date | None = None
) -> tuple[Finding, ...]:
    """Check an article; lines are those of its canonical file.

    Args:
        article: what to check.
        known: the other articles and the trees; without them, links are not followed.
        today: without it, age is not judged.

    Raises:
        InvalidArticleError: the article cannot be written to a file at all.
    """
    name = f"{article.id}.md"
    return _run(Subject(locate(dump(article), name), name, known or Known(), today))


def check_text(
    text: str, name: str, known: Known | None = None, today: date | None = None
) -> tuple[Finding, ...]:
    """Check an article file: what breaks the format, or else what falls short of the standard."""
    try:
        located = locate(text, name)
    except InvalidArticleError as error:
        return error.findings
    return _run(Subject(located, name, known or Known(), today))


def _run(subject: Subject) -> tuple[Finding, ...]:
    """Run all checks, findings in the order of the file."""
    article = subject.article
    tokens = {section: markdown.parse(article.section(section)) for section in Section}
    ready = Subject(subject.located, subject.name, subject.known, subject.today, tokens)
    found = [item for look in (*checks_text.CHECKS, *checks_status.CHECKS) for item in look(ready)]
    return tuple(sorted(found, key=lambda item: item.line))
