"""Who is asking: sign-in by one-time links, sessions by Flask-Login."""

from dataclasses import dataclass

from flask import Flask, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user

from kb.store import Role, User
from webapp.current import store

OPEN_ENDPOINTS = frozenset(
    {
        "static",
        "home.health",
        "account.sign_in",
        "account.redeem",
        "account.language",
        "account.theme",
    }
)
RANK = {Role.ENGINEER: 0, Role.REVIEWER: 1, Role.ADMIN: 2}


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is signed in, as Flask-Login wants to know them."""

    name: str
    role: Role
    is_authenticated: bool = True
    is_active: bool = True
    is_anonymous: bool = False

    def get_id(self) -> str:
        """The name is the id: it is unique and never changes."""
        return self.name

    def may(self, role: str) -> bool:
        """Whether this person's role includes `role`."""
        return RANK[self.role] >= RANK[Role(role)]


def person(user: User) -> Person:
    """The signed-in form of a stored user."""
    return Person(name=user.name, role=user.role)


def guard(app: Flask) -> None:
    """Let only signed-in people past the sign-in page."""
    manager = LoginManager(app)
    manager.user_loader(_load)
    manager.session_protection = "basic"
    app.before_request(_require_sign_in)


def _load(name: str) -> Person | None:
    user = store().users.find(name)
    return person(user) if user is not None and not user.disabled else None


def _require_sign_in() -> ResponseReturnValue | None:
    if request.endpoint in OPEN_ENDPOINTS or current_user.is_authenticated:
        return None
    wanted = request.full_path if request.method == "GET" and request.path != "/" else None
    return redirect(url_for("account.sign_in", next=wanted))
