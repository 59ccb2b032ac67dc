"""The portal: what would go to customers, what keeps it from going, and the last export."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _later
from flask_login import current_user
from werkzeug.exceptions import BadRequest, Forbidden

from articles.categories import category_title
from kb.store import FindingState
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.portal.publishing import Review, last_export, pack, review

bp = Blueprint("portal", __name__, url_prefix="/portal")
KINDS: dict[str, LazyString] = {
    "password": _later("password"),
    "account": _later("account"),
    "token": _later("token"),
    "private-key": _later("private key"),
    "product-key": _later("product key"),
    "one-time-code": _later("one-time code"),
    "person": _later("person"),
    "organisation": _later("organisation"),
    "email": _later("e-mail address"),
    "phone": _later("telephone"),
    "extension": _later("telephone extension"),
    "qq": _later("QQ number"),
    "wechat": _later("WeChat name"),
    "resident-id": _later("resident id"),
    "bank-card": _later("bank card"),
    "ip-address": _later("IP address"),
    "mac-address": _later("MAC address"),
    "legacy-name": _later("Exchange name"),
    "case-number": _later("case number"),
}
DECIDABLE = (FindingState.CONFIRMED, FindingState.NOT_SENSITIVE)


@bp.get("/")
def index() -> ResponseReturnValue:
    """What would be exported now, and what waits for a decision."""
    looked = review(services(), store())
    return render_template(
        "portal/index.html",
        review=looked,
        decided=[each for each in looked.findings if each.found.decision is not FindingState.OPEN],
        subjects=_subjects(looked),
        articles=sorted(
            looked.public.articles.values(), key=lambda each: (each.category, each.title)
        ),
        trees=looked.public.trees.values(),
        category_title=category_title,
        last=last_export(store()),
        may_decide=current_user.may("reviewer"),
        kinds=KINDS,
    )


@bp.post("/findings/<entry>")
def decide(entry: str) -> ResponseReturnValue:
    """Write down whether a finding is sensitive."""
    if not current_user.may("reviewer"):
        raise Forbidden
    decision = request.form.get("decision", "")
    if decision not in list(DECIDABLE):
        raise BadRequest
    store().findings.decide(entry, FindingState(decision), user_name())
    return redirect(url_for("portal.index", _anchor="findings"))


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
