"""Administration: people, the index, where the data lies."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import Forbidden

from kb.store import Role
from webapp.current import services, store, user_name

bp = Blueprint("admin", __name__, url_prefix="/admin")
LONGEST_NAME = 80


@bp.before_request
def admins_only() -> None:
    """Refuse everybody else.

    Raises:
        Forbidden: the person is not an administrator.
    """
    if not current_user.may("admin"):
        raise Forbidden


@bp.get("/")
def index() -> ResponseReturnValue:
    """People and state of the installation."""
    return _page()


@bp.post("/users")
def add_user() -> ResponseReturnValue:
    """Add a person, or give a known one a new link; the link is shown once."""
    name = request.form.get("name", "").strip()
    role = request.form.get("role", "")
    if not name or len(name) > LONGEST_NAME or role not in list(Role):
        flash(_("Give a name of up to 80 characters and a role."), "error")
        return redirect(url_for("admin.index"))
    users = store().users
    if users.find(name) is None:
        users.add(name, Role(role))
    return _page(link=url_for("account.redeem", token=users.new_link(name), _external=True))


@bp.post("/users/disable")
def disable_user() -> ResponseReturnValue:
    """Lock a person out; what they wrote stays."""
    name = request.form.get("name", "")
    if name == user_name():
        flash(_("You cannot lock yourself out. Ask another administrator."), "error")
    else:
        store().users.disable(name)
        flash(_("%(name)s can no longer sign in.", name=name), "success")
    return redirect(url_for("admin.index"))


@bp.post("/index")
def rebuild_index() -> ResponseReturnValue:
    """Build the search index again from the store."""
    services().index.rebuild(store())
    flash(_("The search index was built again."), "success")
    return redirect(url_for("admin.index"))


def _page(link: str = "") -> ResponseReturnValue:
    opened = store()
    return render_template(
        "admin/index.html",
        users=opened.users.list(),
        roles=list(Role),
        link=link,
        index=services().index.status(opened),
        data=services().settings.data.resolve(),
        counts={
            "case": opened.cases.count(),
            "tree": len(opened.documents.ids("tree")),
            "article": len(opened.documents.ids("article")),
        },
    )
