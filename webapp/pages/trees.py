"""Trees: the list, and one tree with its drawing and its versions."""

from collections import Counter
from collections.abc import Sequence

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from articles.diff import Kind, lines
from kb.store import Version
from trees.draw import svg
from trees.learning.traffic import notes
from trees.reading.tree_file import read
from webapp.current import services, store
from webapp.language import language
from webapp.tree_figures import figures
from webapp.tree_review import TREE, latest

SHOWN = 6
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
        drafts=opened.drafts.all_current(TREE),
    )


@bp.get("/<tree_id>")
def show(tree_id: str) -> ResponseReturnValue:
    """What the tree is for, how it runs, where it comes from."""
    opened = store()
    draft, published = opened.drafts.current(TREE, tree_id), opened.documents.current(TREE, tree_id)
    if draft is not None and published is None:
        return redirect(url_for("trees_editor.edit", tree_id=tree_id))
    tree = services().trees(opened).get(tree_id)
    counted = figures(services(), opened, tree_id).traffic if request.args.get("traffic") else None
    articles = services().articles(opened).all()
    named = {name for node in tree.nodes.values() for name in node.articles}
    return render_template(
        "trees/show.html",
        tree=tree,
        drawing=svg(
            tree,
            language(),
            styled=False,
            links=_places(tree_id),
            notes=notes(tree, counted) if counted else None,
        ),
        counted=counted,
        draft=draft,
        versions=_latest(opened.documents.history(TREE, tree_id)),
        articles=[
            articles[name]
            for name in sorted(named & set(articles))
            if articles[name].language == language()
        ],
        cases=[found for number in tree.cases if (found := opened.cases.find(number))],
        walks=opened.walks.list(tree=tree_id, limit=5),
        number=request.args.get("case", ""),
    )


def _places(tree_id: str) -> dict[str, str]:
    """Address of each node's line in the editor."""
    lines = read(latest(store(), tree_id).text, "").node_lines
    return {
        node: url_for("trees_editor.edit", tree_id=tree_id, line=line)
        for node, line in lines.items()
    }


def _latest(history: Sequence[Version]) -> list[tuple[Version, int, int]]:
    """The latest versions, each with the lines that it added and removed."""
    found = []
    for version, before in zip(history[:SHOWN], [*history[1:], None], strict=False):
        rows = Counter(row.kind for row in lines(before.text if before else "", version.text))
        found.append((version, rows[Kind.ADDED] if before else 0, rows[Kind.REMOVED]))
    return found


@bp.get("/<tree_id>.yaml")
def download(tree_id: str) -> ResponseReturnValue:
    """The text of the current version."""
    version = services().trees(store()).version(tree_id)
    return Response(
        version.text,
        content_type="text/yaml; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{tree_id}.yaml"'},
    )
