"""The portal: what would go to customers, what keeps it from going, and the last export."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import BadRequest, Forbidden

from articles.categories import category_title
from kb.store import FindingState
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.portal.publishing import Review, Reviewed, last_export, pack, review

bp = Blueprint("portal", __name__, url_prefix="/portal")
FILTERS = ("kind", "subject")
DECIDABLE = (FindingState.CONFIRMED, FindingState.NOT_SENSITIVE)


@bp.get("/")
def index() -> ResponseReturnValue:
    """What would be exported now, and what waits for a decision."""
    looked = review(services(), store())
    wanted = {name: request.args[name] for name in FILTERS if request.args.get(name)}
    fitting = [each for each in looked.findings if _fits(each, wanted)]
    return render_template(
        "portal/index.html",
        review=looked,
        wanted=wanted,
        open=[each for each in fitting if each.found.decision is FindingState.OPEN],
        decided=[each for each in fitting if each.found.decision is not FindingState.OPEN],
        found_kinds=sorted({each.found.kind for each in looked.findings}),
        subjects=_subjects(looked),
        articles=sorted(
            looked.public.articles.values(), key=lambda each: (each.category, each.title)
        ),
        trees=looked.public.trees.values(),
        category_title=category_title,
        last=last_export(store()),
        may_decide=current_user.may("reviewer"),
    )


@bp.post("/findings/<entry>")
def decide(entry: str) -> ResponseReturnValue:
    """Write down whether a finding is sensitive."""
    _decide([entry])
    return _back()


@bp.post("/findings")
def decide_many() -> ResponseReturnValue:
    """Write down the same about every finding that was chosen."""
    chosen = request.form.getlist("entry")
    if not chosen:
        flash(_("Choose some findings first."), "error")
        return _back()
    _decide(chosen)
    flash(_("Decided about %(count)s findings.", count=len(chosen)), "success")
    return _back()


def _decide(entries: Sequence[str]) -> None:
    if not current_user.may("reviewer"):
        raise Forbidden
    decision = request.form.get("decision", "")
    if decision not in list(DECIDABLE):
        raise BadRequest
    with store().transaction():
        for entry in entries:
            store().findings.decide(entry, FindingState(decision), user_name())


def _back() -> ResponseReturnValue:
    kept: dict[str, Any] = {name: request.form[name] for name in FILTERS if request.form.get(name)}
    return redirect(url_for("portal.index", **kept, _anchor="findings"))


def _fits(each: Reviewed, wanted: Mapping[str, str]) -> bool:
    found = each.found
    return (found.kind, found.subject) == (
        wanted.get("kind", found.kind),
        wanted.get("subject", found.subject),
    )


@bp.post("/download")
def download() -> ResponseReturnValue:
    """The portal as one ZIP file, to be unpacked on any web server."""
    packed = pack(services(), store())
    if packed is None:
        flash(_("Nothing was packed: decide about the findings first."), "error")
        return redirect(url_for("portal.index"))
    return Response(
        packed,
        content_type="application/zip",
        headers={"Content-Disposition": 'attachment; filename="portal.zip"'},
    )


def _subjects(looked: Review) -> dict[tuple[str, str], tuple[str, str]]:
    """Title and address on this site of everything that has findings."""
    named: dict[tuple[str, str], tuple[str, str]] = {}
    for each in looked.findings:
        kind, name = each.found.subject, each.found.id
        if kind == "article":
            title = looked.public.articles[name].title
            named[kind, name] = (title, url_for("articles.edit", article_id=name))
        else:
            title = looked.public.trees[name].title.say(language())
            named[kind, name] = (title, url_for("trees.show", tree_id=name))
    return named
