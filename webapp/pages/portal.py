"""The portal: what would go to customers, and what keeps it from going."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.current import services, store

bp = Blueprint("portal", __name__, url_prefix="/portal")


@bp.get("/")
def index() -> ResponseReturnValue:
    """The published public articles and the public trees."""
    opened = store()
    return render_template(
        "portal/index.html",
        articles=[
            each for each in services().articles(opened).all().values() if each.is_for_customers
        ],
        trees=[
            tree for tree in services().trees(opened).all().values() if tree.audience == "public"
        ],
    )
