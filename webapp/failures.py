"""Errors as pages: what happened and what to do, never a trace."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Flask, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException, InternalServerError, NotFound

from articles.errors import UnknownArticleError
from kb.errors import KbError, UnknownCaseError, UnknownWalkError
from trees.errors import UnknownTreeError

ADVICE: dict[int, Callable[[], str]] = {
    400: lambda: _("The form was not complete. Go back, and try once more."),
    403: lambda: _("Your account may not do this. Ask an administrator of Casepath."),
    404: lambda: _("Nothing stands at this address. Search for what you need."),
    405: lambda: _("This address takes another kind of request. Start from the home page."),
    413: lambda: _("What you sent is too large. Send a smaller file or less text."),
    500: lambda: _("Something broke on our side. Your data is safe; try once more."),
}


def register(app: Flask) -> None:
    """Answer every failure with a page."""
    app.register_error_handler(HTTPException, _show)
    app.register_error_handler(CSRFError, _show_expired)
    for error in (UnknownCaseError, UnknownWalkError, UnknownTreeError, UnknownArticleError):
        app.register_error_handler(error, _show_missing)
    app.register_error_handler(KbError, _show_broken)


def _show(error: HTTPException) -> ResponseReturnValue:
    code = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    advice = ADVICE.get(code) or ADVICE[400 if code < HTTPStatus.INTERNAL_SERVER_ERROR else 500]
    return _page(code, advice())


def _show_missing(error: Exception) -> ResponseReturnValue:
    return _page(NotFound.code, str(error))


def _show_expired(_error: CSRFError) -> ResponseReturnValue:
    return _page(400, _("This form is too old. Load the page again, then send it once more."))


def _show_broken(error: KbError) -> ResponseReturnValue:
    return _page(InternalServerError.code, str(error))


def _page(code: int, advice: str) -> ResponseReturnValue:
    return render_template("errors/error.html", code=code, advice=advice), code
