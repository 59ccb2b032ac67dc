"""A first version of an article, or of a tree, written from a solved case.

Nothing personal goes into it: the case number stands in `cases`, which never leaves the team, and
every text passes through redaction. What a person has to add (a missing cause, say) stays empty, so
that the article standard asks for it.
"""

from collections.abc import Container
from datetime import date

from articles.model import Article
from kb.cases import Case
from kb.drafting.names import MOST, category, free_id, keywords, known_as, language
from kb.drafting.sections import PersonalData, Writer
from kb.drafting.trees import draft_tree
from kb.drafting.words import words

__all__ = ["draft", "draft_tree", "known_as"]


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
    spoken = language(case)
    writer = Writer(case, redactor, words().phrases[spoken])
    title = writer.title()
    return Article(
        id=free_id(title, case.codes, taken),
        title=title,
        language=spoken,
        category=category(case, words().categories),
        products=case.products[:MOST],
        codes=case.codes[:MOST],
        keywords=keywords(case),
        cases=(case.number,),
        author=author,
        updated=today,
        issue=writer.issue(),
        environment=writer.environment(),
        cause=writer.cause(),
        resolution=writer.resolution(),
    )
