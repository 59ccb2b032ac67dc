"""Signing in and out, and how a person likes the pages."""

from urllib.parse import urlsplit

from flask import (
    Blueprint,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import login_user, logout_user
from werkzeug.exceptions import BadRequest

from webapp.current import store
from webapp.language import THEMES, YEAR
from webapp.settings import LANGUAGES
from webapp.signin import person

bp = Blueprint("account", __name__)


@bp.get("/sign-in")
def sign_in() -> ResponseReturnValue:
    """What to do without a link."""
    return render_template("account/sign_in.html")


@bp.get("/sign-in/<token>")
def redeem(token: str) -> ResponseReturnValue:
    """Exchange a one-time link for a session."""
    user = store().users.redeem(token)
    if user is None:
        flash(_("This link was used already or is too old. Ask for a new one."), "error")
        return redirect(url_for("account.sign_in"))
    login_user(person(user), remember=True)
    return redirect(_inside(request.args.get("next", "")))


@bp.post("/sign-out")
def sign_out() -> ResponseReturnValue:
    """End the session on this machine."""
    logout_user()
    return redirect(url_for("account.sign_in"))


@bp.post("/language")
def language() -> ResponseReturnValue:
    """Remember a person's language."""
    return _remember("language", LANGUAGES)


@bp.post("/theme")
def theme() -> ResponseReturnValue:
    """Remember a person's colours."""
    return _remember("theme", THEMES)


def _remember(name: str, allowed: tuple[str, ...]) -> ResponseReturnValue:
    value = request.form.get(name, "")
    if value not in allowed:
        raise BadRequest
    response = make_response(redirect(_inside(request.referrer or "")))
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", httponly=True)
    return response


def _inside(address: str) -> str:
    """The path of an address of ours; the home page for anything else."""
    parts = urlsplit(address)
    ours = parts.netloc in {"", request.host} and parts.path.startswith("/")
    if not ours or parts.path.startswith(("//", "/\\")):
        return url_for("home.index")
    return parts.path + (f"?{parts.query}" if parts.query else "")
