"""Scripts that collect on a customer's machine: shown first, then downloaded."""

from collections.abc import Mapping

from flask import Blueprint, Response, abort, render_template, request
from flask.typing import ResponseReturnValue

from trees.model import Tree
from trees.script import Plan, plan
from webapp.current import services, store
from webapp.language import language
from webapp.scripting import FORMS, script
from webapp.settings import LANGUAGES
from webapp.walking import resume

bp = Blueprint("scripts", __name__)


@bp.get("/trees/<tree_id>/script")
def of_tree(tree_id: str) -> ResponseReturnValue:
    """Everything that the script of a tree would do, command by command."""
    return _shown(_of_tree(tree_id), "scripts.download_of_tree", tree_id=tree_id)


@bp.get("/trees/<tree_id>/script.<form>")
def download_of_tree(tree_id: str, form: str) -> ResponseReturnValue:
    """The script as a file."""
    return _file(_of_tree(tree_id), form)


@bp.get("/walks/<walk_id>/script")
def of_walk(walk_id: str) -> ResponseReturnValue:
    """The same for what a walk may still come to."""
    return _shown(_of_walk(walk_id), "scripts.download_of_walk", walk_id=walk_id)


@bp.get("/walks/<walk_id>/script.<form>")
def download_of_walk(walk_id: str, form: str) -> ResponseReturnValue:
    """The script as a file."""
    return _file(_of_walk(walk_id), form)


def _of_tree(tree_id: str) -> Plan:
    known = services().trees(store())
    trees: Mapping[str, Tree] = known.at(known.versions(tree_id))
    return plan(trees, tree_id, changes=_changes())


def _of_walk(walk_id: str) -> Plan:
    session = resume(services(), store(), walk_id)
    return plan(session.trees, session.walk.tree, session.position, changes=_changes())


def _changes() -> bool:
    return bool(request.args.get("changes"))


def _shown(made: Plan, endpoint: str, **names: str) -> ResponseReturnValue:
    return render_template(
        "walks/script.html", plan=made, endpoint=endpoint, names=names, changes=_changes()
    )


def _file(made: Plan, form: str) -> ResponseReturnValue:
    if form not in FORMS:
        abort(404)
    asked = request.args.get("language", "")
    tongue = asked if asked in LANGUAGES else language()
    return Response(
        script(made, form, tongue),
        content_type="application/octet-stream",
        headers={"Content-Disposition": f'attachment; filename="collect-{made.tree.id}.{form}"'},
    )
