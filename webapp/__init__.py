"""Everything that speaks HTTP or to a terminal."""

from flask import Flask
from flask_babel import lazy_gettext as _

from webapp import failures, formats, language, pages, security, signin, words
from webapp.current import close_store
from webapp.services import Services
from webapp.settings import Settings

MAX_FORM_BYTES = 20 * 1024 * 1024
NAVIGATION = (
    ("cases.index", _("Cases")),
    ("trees.index", _("Trees")),
    ("walks.index", _("Walks")),
    ("articles.index", _("Articles")),
    ("portal.index", _("Portal")),
    ("insights.index", _("Insights")),
)


def create_app(settings: Settings) -> Flask:
    """The site over one data folder.

    Raises:
        KbError: the data folder cannot be used.
    """
    app = Flask(__name__)
    services = Services(settings)
    app.extensions["casepath"] = services
    app.config.update(
        SECRET_KEY=_secret_key(services),
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        MAX_CONTENT_LENGTH=MAX_FORM_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_FORM_BYTES,
    )
    app.teardown_appcontext(close_store)
    language.translate(app, settings.language)
    security.protect(app)
    signin.guard(app)
    failures.register(app)
    pages.register(app)
    formats.register(app)
    app.jinja_env.globals.update(
        areas=lambda: NAVIGATION,
        language=language.language,
        theme=language.theme,
        site_name=settings.site_name,
        words=words,
    )
    return app


def _secret_key(services: Services) -> str:
    """The key that signs sessions."""
    with services.open_store() as store:
        return store.settings.secret("session_key")
