"""The pages of the site, one blueprint per area."""

from flask import Flask

from webapp.pages import (
    account,
    admin,
    articles,
    cases,
    handovers,
    home,
    insights,
    portal,
    scripts,
    search,
    take_away,
    trees,
    trees_editor,
    trees_insights,
    trees_review,
    walk_owners,
    walks,
)

AREAS = (
    account,
    admin,
    articles,
    cases,
    handovers,
    home,
    insights,
    portal,
    scripts,
    search,
    take_away,
    trees,
    trees_editor,
    trees_insights,
    trees_review,
    walk_owners,
    walks,
)


def register(app: Flask) -> None:
    """Add every area to the site."""
    for area in AREAS:
        app.register_blueprint(area.bp)
