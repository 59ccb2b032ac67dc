"""What walks tell of a tree, and the changes that they suggest."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kb.errors import StaleDraftError
from trees.draw import svg
from trees.handover.telling import step_at
from trees.learn import LEAST_WALKS
from trees.learning.suggest import Suggestion
from trees.learning.traffic import notes
from trees.reading.edit import EditError, with_values
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.tree_figures import Figures, figures
from webapp.tree_review import keep_draft, latest

bp = Blueprint("trees_insights", __name__, url_prefix="/trees")
bp.add_app_template_global(step_at)


@bp.get("/<tree_id>/insights")
def show(tree_id: str) -> ResponseReturnValue:
    """Walks, outcomes, where people leave, time and success per step, what to change."""
    found = figures(services(), store(), tree_id)
    drawing = svg(found.tree, language(), styled=False, notes=notes(found.tree, found.traffic))
    return render_template(
        "trees/insights.html", figures=found, tree=found.tree, drawing=drawing, least=LEAST_WALKS
    )


@bp.post("/<tree_id>/insights/accept")
def accept(tree_id: str) -> ResponseReturnValue:
    """Write a suggestion into the draft; a reviewer publishes it."""
    suggestion = _suggestion(figures(services(), store(), tree_id))
    version = latest(store(), tree_id)
    note = _(
        "Order learned from %(walks)s walks: %(before)s min become %(after)s min",
        walks=suggestion.walks,
        before=f"{suggestion.before:.1f}",
        after=f"{suggestion.after:.1f}",
    )
    told = {"by": user_name(), "base": version.hash, "note": note}
    try:
        text = with_values(version.text, suggestion.changes)
        keep_draft(services(), store(), tree_id, text, **told)
    except (EditError, StaleDraftError):
        flash(_("The draft has changed at this place. Publish or discard it first."), "error")
        return redirect(url_for("trees_insights.show", tree_id=tree_id))
    _reply(tree_id, suggestion, "accepted", "")
    flash(_("The new order is in the draft. Look at the differences, then publish."), "success")
    return redirect(url_for("trees_review.review", tree_id=tree_id))


@bp.post("/<tree_id>/insights/decline")
def decline(tree_id: str) -> ResponseReturnValue:
    """Leave a suggestion, and remember who did and why."""
    suggestion = _suggestion(figures(services(), store(), tree_id))
    reason = request.form.get("reason", "").strip()
    if reason:
        _reply(tree_id, suggestion, "declined", reason)
    else:
        flash(_("Say why, so that the next reader knows."), "error")
    return redirect(url_for("trees_insights.show", tree_id=tree_id))


def _suggestion(found: Figures) -> Suggestion:
    subject = request.form.get("subject", "")
    for each in found.suggestions:
        if each.subject == subject:
            return each
    raise NotFound


def _reply(tree_id: str, suggestion: Suggestion, answer: str, reason: str) -> None:
    (safe,) = services().redactor.secrets([reason[:1000]])
    store().proposals.reply(
        tree_id,
        suggestion.subject,
        answer,
        walks=suggestion.walks,
        author=user_name(),
        reason=safe.text,
    )
