"""Trees as files for machines without a network, and the walks that come back from there."""

from flask import Blueprint, Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trees.takeaway.errors import InvalidCodeError
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.takeaway.coming_back import bring_back
from webapp.takeaway.page import take_away

bp = Blueprint("take_away", __name__)


@bp.get("/trees/<tree_id>/take-away")
def file(tree_id: str) -> ResponseReturnValue:
    """The tree with all its subtrees in one file that needs no network."""
    return Response(
        take_away(services(), store(), tree_id),
        content_type="text/html; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{tree_id}.html"'},
    )


@bp.post("/walks/from-code")
def come_back() -> ResponseReturnValue:
    """A walk from the code that such a file gave at its end."""
    case = request.form.get("case", "").strip()
    if case and store().cases.find(case) is None:
        flash(_("There is no case %(number)s.", number=case), "error")
        return redirect(url_for("walks.index"))
    try:
        brought = bring_back(services(), store(), request.form.get("code", ""), user_name(), case)
    except InvalidCodeError as error:
        flash(error.told(language()), "error")
        return redirect(url_for("walks.index"))
    if brought.known:
        flash(_("This code has come in before. Here is its walk."), "info")
    return redirect(url_for("walks.show", walk_id=brought.walk.id))
