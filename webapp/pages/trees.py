"""Trees: the list, and one tree with its drawing and its versions."""

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from trees.draw import svg
from webapp.current import services, store
from webapp.language import language

bp = Blueprint("trees", __name__, url_prefix="/trees")


@bp.get("/")
def index() -> ResponseReturnValue:
    """All trees; with `case` in the address, to choose one for that case."""
    opened = store()
    number = request.args.get("case", "")
    return render_template(
        "trees/index.html",
        trees=services().trees(opened).all().values(),
        case=opened.cases.get(number) if number else None,
    )


@bp.get("/<tree_id>")
def show(tree_id: str) -> ResponseReturnValue:
    """What the tree is for, how it runs, where it comes from."""
    opened = store()
    tree = services().trees(opened).get(tree_id)
    articles = services().articles(opened).all()
    named = {name for node in tree.nodes.values() for name in node.articles}
    return render_template(
        "trees/show.html",
        tree=tree,
        drawing=svg(tree, language(), styled=False),
        versions=opened.documents.history("tree", tree_id),
        articles=[
            articles[name]
            for name in sorted(named & set(articles))
            if articles[name].language == language()
        ],
        cases=[found for number in tree.cases if (found := opened.cases.find(number))],
        walks=opened.walks.list(tree=tree_id, limit=5),
        number=request.args.get("case", ""),
    )


@bp.get("/<tree_id>.yaml")
def download(tree_id: str) -> ResponseReturnValue:
    """The text of the current version."""
    version = services().trees(store()).version(tree_id)
    return Response(
        version.text,
        content_type="text/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{tree_id}.yaml"'},
    )
