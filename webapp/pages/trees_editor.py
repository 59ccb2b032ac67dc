"""Writing trees: begin one, edit its draft with checks and a drawing as it is typed."""

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from articles.diff import hunks, lines
from kb.drafting import draft_tree
from kb.errors import StaleDraftError
from kb.store import CaseRow
from trees.draw import svg
from trees.files import starter
from trees.reading.readers import is_id
from trees.reading.source import MAX_BYTES
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.tree_review import TREE, Looked, keep_draft, latest, look

bp = Blueprint("trees_editor", __name__, url_prefix="/trees")
# Cases that are offered for a new tree, out of the latest ones.
MOST_UNMATCHED = 12
MOST_LOOKED_AT = 400


@bp.get("/new")
def new() -> ResponseReturnValue:
    """Begin a tree: empty, or from a case, with the cases that no tree fits yet."""
    return render_template("trees/new.html", cases=_unmatched())


@bp.post("/new")
def create() -> ResponseReturnValue:
    """Begin a tree under an id."""
    tree_id = request.form.get("id", "").strip().lower()
    if not is_id(tree_id):
        flash(
            _("An id has lower-case letters, digits and hyphens, such as printer-offline."), "error"
        )
        return redirect(url_for("trees_editor.new"))
    if tree_id in _taken():
        flash(_("There is a tree with this id already."), "error")
        return redirect(url_for("trees_editor.new"))
    title = request.form.get("title", "").strip() or tree_id
    return _begin(tree_id, starter(tree_id, title), "")


@bp.post("/draft/<number>")
def draft(number: str) -> ResponseReturnValue:
    """Draft a tree from a case: its steps and its outcome, and open it in the editor."""
    case = store().cases.get(number)
    tree_id, text = draft_tree(case, services().redactor, taken=_taken())
    return _begin(tree_id, text, _("Drafted from case %(number)s", number=number))


@bp.get("/<tree_id>/edit")
def edit(tree_id: str) -> ResponseReturnValue:
    """The draft, or the published text, in an editor."""
    version = latest(store(), tree_id)
    return _editor(look(services(), store(), tree_id, version.text), version.hash)


@bp.post("/<tree_id>/check")
def check(tree_id: str) -> ResponseReturnValue:
    """What is wrong with a text, and its drawing, as JSON for the editor."""
    looked = look(services(), store(), tree_id, _text())
    findings = [
        {
            "line": each.line,
            "node": each.node,
            "rule": each.rule,
            "message": each.text(language()),
            "error": each.is_error,
        }
        for each in looked.findings
    ]
    panel = render_template("trees/findings.html", looked=looked)
    return jsonify(findings=findings, drawing=_drawing(looked), panel=panel)


@bp.post("/<tree_id>/edit")
def save(tree_id: str) -> ResponseReturnValue:
    """Check the text, or keep it as the draft."""
    text, base = _text(), request.form.get("base", "")
    looked = look(services(), store(), tree_id, text)
    if request.form.get("do") != "save" or len(text.encode()) > MAX_BYTES:
        return _editor(looked, base)
    try:
        _keep(tree_id, text, base, request.form.get("note", ""))
    except StaleDraftError:
        return _told(looked)
    flash(
        _("The draft is saved. Walks use the published version until it is published."), "success"
    )
    return redirect(url_for("trees_editor.edit", tree_id=tree_id))


@bp.post("/<tree_id>/discard")
def discard(tree_id: str) -> ResponseReturnValue:
    """Throw the draft away; its versions stay in the history."""
    store().drafts.close(TREE, tree_id, user_name(), _("Thrown away"))
    flash(_("The draft was thrown away."), "success")
    published = store().documents.current(TREE, tree_id) is not None
    return redirect(url_for("trees.show", tree_id=tree_id) if published else url_for("trees.index"))


def _begin(tree_id: str, text: str, note: str) -> ResponseReturnValue:
    _keep(tree_id, text, "", note)
    return redirect(url_for("trees_editor.edit", tree_id=tree_id))


def _keep(tree_id: str, text: str, base: str, note: str) -> None:
    keep_draft(services(), store(), tree_id, text, by=user_name(), base=base, note=note)


def _text() -> str:
    return request.form.get("text", "").replace("\r\n", "\n")


def _taken() -> set[str]:
    drafts = {version.id for version in store().drafts.all_current(TREE)}
    return drafts.union(store().documents.ids(TREE))


def _drawing(looked: Looked) -> str | None:
    if looked.tree is None:
        return None
    links = {node: f"#line-{line}" for node, line in looked.file.node_lines.items()}
    return svg(looked.tree, language(), styled=False, links=links)


def _editor(looked: Looked, base: str, **more: object) -> ResponseReturnValue:
    return render_template(
        "trees/edit.html",
        looked=looked,
        base=base,
        drawing=_drawing(looked),
        draft=store().drafts.current(TREE, looked.tree_id),
        published=store().documents.current(TREE, looked.tree_id),
        note=request.form.get("note", ""),
        line=request.args.get("line", 0, type=int),
        **more,
    )


def _told(looked: Looked) -> ResponseReturnValue:
    """The second of two writers sees what the first one saved, and keeps the own text."""
    theirs = latest(store(), looked.tree_id)
    return _editor(
        looked,
        theirs.hash,
        theirs=theirs,
        hunks=hunks(lines(theirs.text, looked.text)),
    )


def _unmatched() -> list[CaseRow]:
    """The latest cases that no tree names and none of whose codes a tree lists."""
    trees = services().trees(store()).all().values()
    named = {number for tree in trees for number in tree.cases}
    codes = {code for tree in trees for code in tree.codes}
    rows = store().cases.list(limit=MOST_LOOKED_AT)
    fitting = [row for row in rows if row.number not in named and not codes.intersection(row.codes)]
    return fitting[:MOST_UNMATCHED]
