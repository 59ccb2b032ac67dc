"""Review of trees: what publishing a draft would change and lose, its publishing, its history."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import Forbidden, NotFound

from articles.diff import hunks, lines
from kb.errors import StaleDraftError
from kb.store import Version
from trees.errors import UnknownTreeError
from trees.replay import Verdict
from webapp.current import services, store, user_name
from webapp.tree_review import (
    TREE,
    before,
    keep_draft,
    look,
    lost,
    obstacles,
    publish,
    replayed,
    waivers,
    written,
)

bp = Blueprint("trees_review", __name__, url_prefix="/trees")
WAIVER = "waive:"
LONGEST_REASON = 500


@bp.get("/<tree_id>/publish")
def review(tree_id: str) -> ResponseReturnValue:
    """What publishing the draft would change and lose."""
    return _review(_draft(tree_id), {}, "")


@bp.post("/<tree_id>/publish")
def release(tree_id: str) -> ResponseReturnValue:
    """Publish the draft, unless something is in the way."""
    if not current_user.may("reviewer"):
        raise Forbidden
    version, note = _draft(tree_id), request.form.get("note", "")
    reasons = {
        name.removeprefix(WAIVER): value.strip()[:LONGEST_REASON]
        for name, value in request.form.items()
        if name.startswith(WAIVER)
    }
    looked = look(services(), store(), tree_id, version.text)
    gone = lost(replayed(services(), store(), looked))
    open_ones = [each for each, _judged in gone if not reasons.get(each.key)]
    hindered = obstacles(services(), store(), looked, user_name(), len(open_ones))
    if hindered or request.form.get("version") != version.hash:
        hindered = hindered or [_("The draft has changed since you looked at it. Look again.")]
        return _review(version, reasons, note, hindered)
    said = " · ".join(part for part in (note.strip(), *waivers(gone, reasons)) if part)
    publish(services(), store(), version, user_name(), said)
    flash(_("Published. New walks begin on this version; running ones stay on theirs."), "success")
    return redirect(url_for("trees.show", tree_id=tree_id))


@bp.get("/<tree_id>/history")
def history(tree_id: str) -> ResponseReturnValue:
    """All versions, published ones and those of drafts, and what one of them changed."""
    versions = written(store(), tree_id)
    if not versions:
        raise UnknownTreeError(f"There is no tree {tree_id!r}; see the list of trees")
    wanted = request.args.get("version", "")
    chosen = next((n for n, each in enumerate(versions) if wanted and each.hash == wanted), 0)
    return render_template(
        "trees/history.html",
        tree_id=tree_id,
        versions=versions,
        chosen=chosen,
        base=store().drafts.base(TREE, tree_id),
        hunks=hunks(lines(before(versions, chosen), versions[chosen].text)),
    )


@bp.post("/<tree_id>/restore")
def restore(tree_id: str) -> ResponseReturnValue:
    """Make an earlier text the draft; a reviewer publishes it."""
    wanted = request.form.get("version", "")
    version = next((each for each in written(store(), tree_id) if each.hash == wanted), None)
    if version is None:
        raise NotFound
    note = _("Restored from %(version)s", version=version.hash[:10])
    told = {"by": user_name(), "base": request.form.get("base", ""), "note": note}
    try:
        keep_draft(services(), store(), tree_id, version.text, **told)
    except StaleDraftError:
        flash(
            _("Somebody has saved this tree in the meantime. Look at the history first."), "warning"
        )
        return redirect(url_for("trees_review.history", tree_id=tree_id))
    flash(_("The earlier text is the draft now. Publish it to walk it."), "success")
    return redirect(url_for("trees_editor.edit", tree_id=tree_id))


def _draft(tree_id: str) -> Version:
    version = store().drafts.current(TREE, tree_id)
    if version is None:
        raise NotFound
    return version


def _review(
    version: Version, reasons: Mapping[str, str], note: str, hindered: Sequence[str] = ()
) -> ResponseReturnValue:
    looked = look(services(), store(), version.id, version.text)
    found = replayed(services(), store(), looked)
    published = store().documents.current(TREE, version.id)
    return render_template(
        "trees/publish.html",
        looked=looked,
        version=version,
        published=published,
        overtaken=published if _is_overtaken(version.id, published) else None,
        counts={verdict: sum(j.verdict is verdict for _r, j in found) for verdict in Verdict},
        replayed=found,
        lost=lost(found),
        known={each.case for each, _judged in lost(found) if store().cases.find(each.case)},
        reasons=reasons,
        note=note,
        hindered=hindered,
        obstacles=obstacles(services(), store(), looked, user_name(), 0),
        hunks=hunks(lines(published.text if published else "", version.text)),
    )


def _is_overtaken(tree_id: str, published: Version | None) -> bool:
    """Whether another version was published after the draft was begun."""
    begun = store().drafts.versions(TREE, tree_id)[-1].saved_at
    return published is not None and published.saved_at > begun
