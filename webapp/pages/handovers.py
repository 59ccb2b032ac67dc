"""What a walk leaves behind: the case summary and two mails, to copy and to download."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from articles.render import html
from webapp.current import services, store
from webapp.handover import written
from webapp.language import language
from webapp.pages.walks import drawing
from webapp.walking import resume

bp = Blueprint("handovers", __name__, url_prefix="/walks")


@bp.get("/<walk_id>/hand-over")
def show(walk_id: str) -> ResponseReturnValue:
    """The case summary that the walk has written; also of a walk that is still going on."""
    session = resume(services(), store(), walk_id)
    text = written(services(), store(), session, _language_asked())
    return render_template(
        "walks/hand_over.html",
        walk=session.walk,
        position=session.position,
        text=text,
        html=html(text),
        asked=_language_asked(),
        drawing=drawing(session),
    )


@bp.get("/<walk_id>/hand-over.md")
def download(walk_id: str) -> ResponseReturnValue:
    """The same as a Markdown file."""
    session = resume(services(), store(), walk_id)
    name = f"{session.walk.case or session.walk.tree}.md"
    return Response(
        written(services(), store(), session, _language_asked()),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _language_asked() -> str:
    return request.args.get("language") or language()
