"""What a page needs of the running application: its services, its store, who asks."""

from typing import cast

from flask import current_app, g
from flask_login import current_user

from kb.store import Store
from webapp.services import Services


def services() -> Services:
    """The services that the application was made with."""
    return cast("Services", current_app.extensions["casepath"])


def store() -> Store:
    """The store of this request; opened at first use, closed when the request ends."""
    if "store" not in g:
        g.store = services().open_store()
    return cast("Store", g.store)


def close_store(_error: BaseException | None = None) -> None:
    """Give back the request's connection."""
    opened: Store | None = g.pop("store", None)
    if opened is not None:
        opened.close()


def user_name() -> str:
    """Name of the person who asks; every page but the sign-in knows one."""
    return str(current_user.name)
