"""Search: one box over cases, trees and articles."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from webapp.current import services, store

bp = Blueprint("search", __name__, url_prefix="/search")
PER_PAGE = 20
KINDS = ("case", "tree", "article")


@bp.get("")
def results() -> ResponseReturnValue:
    """Hits for what was typed; a code or a number typed exactly leads straight to its page."""
    typed = request.args.get("q", "").strip()
    kind = request.args.get("kind", "")
    page = max(1, request.args.get("page", 1, type=int))
    found = None
    if typed:
        found = services().index.search(
            store(),
            typed,
            kind=kind if kind in KINDS else "",
            limit=PER_PAGE,
            offset=(page - 1) * PER_PAGE,
        )
        if found.exact and page == 1 and not kind and "all" not in request.args:
            return redirect(found.exact)
    return render_template(
        "search/results.html",
        typed=typed,
        kind=kind,
        kinds=KINDS,
        found=found,
        page=page,
        last=-(-found.total // PER_PAGE) if found else 0,
    )
