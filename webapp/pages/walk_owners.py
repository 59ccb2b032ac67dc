"""Whose walk it is, for which case, and on which version of its tree."""

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from webapp.current import services, store, user_name
from webapp.walking import renew, resume

bp = Blueprint("walk_owners", __name__, url_prefix="/walks")


@bp.post("/<walk_id>/case")
def link(walk_id: str) -> ResponseReturnValue:
    """Say which case the walk belongs to."""
    number = request.form.get("case", "").strip()
    if number and store().cases.find(number) is None:
        flash(_("There is no case %(number)s.", number=number), "error")
    else:
        store().walks.link(walk_id, number)
    return redirect(url_for("walks.show", walk_id=walk_id))


@bp.post("/<walk_id>/owner")
def hand_to(walk_id: str) -> ResponseReturnValue:
    """Give the walk to a colleague."""
    name = request.form.get("owner", "")
    user = store().users.find(name)
    if user is None or user.disabled:
        flash(_("There is nobody called %(name)s who can sign in.", name=name), "error")
        return redirect(url_for("walks.show", walk_id=walk_id))
    store().walks.hand_to(walk_id, name)
    flash(_("The walk is with %(name)s now.", name=name), "success")
    return redirect(url_for("walks.index"))


@bp.post("/<walk_id>/renew")
def start_anew(walk_id: str) -> ResponseReturnValue:
    """Begin on the newer version of the tree, with the answers that still fit."""
    session = resume(services(), store(), walk_id)
    begun = renew(services(), store(), session, user_name())
    kept, had = len(store().walks.get(begun.id).answers), len(session.walk.answers)
    flash(_("%(kept)s of %(had)s answers still fit.", kept=kept, had=had), "success")
    return redirect(url_for("walks.show", walk_id=begun.id))
