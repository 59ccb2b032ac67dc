"""What a walk leaves behind: the case summary and two mails, to copy and to download."""

from collections.abc import Callable, Mapping
from http import HTTPStatus
from types import MappingProxyType
from typing import Final

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from articles.render import html
from trees.handover.letters import Letter
from webapp.current import services, store
from webapp.handover import Document, as_eml, written
from webapp.language import language
from webapp.pages.walks import drawing
from webapp.settings import LANGUAGES
from webapp.walking import resume

bp = Blueprint("handovers", __name__, url_prefix="/walks")


def _as_text(letter: Letter) -> bytes:
    """UTF-8 with its mark and CRLF, as the editor of Windows shows it best."""
    lines = [letter.subject, ""] if letter.subject else []
    return "\r\n".join([*lines, *letter.body.splitlines(), ""]).encode("utf-8-sig")


# Ending -> media type and writer. A summary is Markdown, mails are drafts.
_FORMS: Final[Mapping[str, tuple[str, Callable[[Letter], bytes]]]] = MappingProxyType(
    {
        "md": ("text/markdown; charset=utf-8", lambda letter: letter.body.encode()),
        "txt": ("text/plain; charset=utf-8", _as_text),
        "eml": ("message/rfc822", as_eml),
    }
)


@bp.get("/<walk_id>/hand-over")
def show(walk_id: str) -> ResponseReturnValue:
    """A document that the walk has written; also of a walk that is still going on."""
    session = resume(services(), store(), walk_id)
    document = _document(request.args.get("document", Document.SUMMARY))
    letter = written(services(), store(), session, _language_asked(), document)
    return render_template(
        "walks/hand_over.html",
        walk=session.walk,
        position=session.position,
        document=document,
        letter=letter,
        html=html(letter.body) if document is Document.SUMMARY else "",
        asked=_language_asked(),
        drawing=drawing(session),
    )


@bp.get("/<walk_id>/hand-over.md", defaults={"name": Document.SUMMARY, "form": "md"})
@bp.get("/<walk_id>/hand-over/<name>.<form>")
def download(walk_id: str, name: str, form: str) -> ResponseReturnValue:
    """The same as a file."""
    document = _document(name)
    if form not in _FORMS:
        abort(HTTPStatus.NOT_FOUND)
    session = resume(services(), store(), walk_id)
    letter = written(services(), store(), session, _language_asked(), document)
    media_type, write = _FORMS[form]
    stem = session.walk.case or session.walk.tree
    suffix = "" if document is Document.SUMMARY else f"-{document}"
    return Response(
        write(letter),
        content_type=media_type,
        headers={"Content-Disposition": f'attachment; filename="{stem}{suffix}.{form}"'},
    )


def _document(name: str) -> Document:
    if name not in set(Document):
        abort(HTTPStatus.NOT_FOUND)
    return Document(name)


def _language_asked() -> str:
    asked = request.args.get("language", "")
    return asked if asked in LANGUAGES else language()
