import pytest

from articles.errors import TransitionError
from articles.findings import finding
from articles.model import Confidence, State
from articles.states import following, move
from tests.articles.samples import good

DRAFT, REVIEW, PUBLISHED = State.DRAFT, State.REVIEW, State.PUBLISHED


@pytest.mark.parametrize(
    "start, end", [(DRAFT, REVIEW), (REVIEW, DRAFT), (PUBLISHED, REVIEW), (PUBLISHED, DRAFT)]
)
def test_an_article_moves_and_loses_its_reviewer(start: State, end: State) -> None:
    moved = move(good(state=start), end, "qiao")
    assert (moved.state, moved.reviewer) == (end, "")


def test_publishing_notes_the_reviewer() -> None:
    moved = move(good(state=REVIEW, reviewer=""), PUBLISHED, "qiao")
    assert (moved.state, moved.reviewer) == (PUBLISHED, "qiao")


@pytest.mark.parametrize(
    "start, end", [(DRAFT, PUBLISHED), (DRAFT, DRAFT), (REVIEW, REVIEW), (PUBLISHED, PUBLISHED)]
)
def test_a_step_cannot_be_left_out_or_repeated(start: State, end: State) -> None:
    with pytest.raises(TransitionError, match=f"is in {start}; from there it can go to"):
        move(good(state=start), end, "qiao")


def test_the_author_cannot_publish() -> None:
    with pytest.raises(TransitionError, match="lin wrote bits-queue-stuck; let someone else"):
        move(good(state=REVIEW), PUBLISHED, "lin")


def test_whoever_edited_the_text_cannot_publish_it() -> None:
    with pytest.raises(TransitionError, match="qiao wrote bits-queue-stuck"):
        move(good(state=REVIEW), PUBLISHED, "qiao", editors=["qiao"])


def test_nobody_cannot_publish() -> None:
    with pytest.raises(TransitionError, match="needs a reviewer"):
        move(good(state=REVIEW), PUBLISHED, "")


def test_errors_keep_an_article_from_being_published() -> None:
    errors = [
        finding("a.md", 9, "", "no-steps"),
        finding("a.md", 3, "title", "title-too-short", width=2, least=10),
    ]
    with pytest.raises(TransitionError, match="has 1 error; first line 9: the resolution has no"):
        move(good(state=REVIEW), PUBLISHED, "qiao", findings=errors)


def test_warnings_do_not() -> None:
    warning = finding("a.md", 3, "title", "title-too-short", width=2, least=10)
    assert move(good(state=REVIEW), PUBLISHED, "qiao", findings=[warning]).state is PUBLISHED


def test_publishing_ends_work_in_progress() -> None:
    article = good(state=REVIEW, confidence=Confidence.WORK_IN_PROGRESS)
    assert move(article, PUBLISHED, "qiao").confidence is Confidence.NOT_VALIDATED
    assert move(good(state=REVIEW), PUBLISHED, "qiao").confidence is Confidence.VALIDATED


def test_an_archived_article_is_not_published() -> None:
    with pytest.raises(TransitionError, match="is archived; give it another confidence"):
        move(good(state=REVIEW, confidence=Confidence.ARCHIVED), PUBLISHED, "qiao")


def test_the_forward_step_comes_first() -> None:
    assert [following(state)[0] for state in State] == [REVIEW, PUBLISHED, REVIEW]
