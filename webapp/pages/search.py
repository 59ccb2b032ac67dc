"""Search: one box over cases, trees and articles."""

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from kb.search.results import Results
from kb.search.suggesting import Suggestion
from kb.triage import is_paste
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.narrowing import KINDS, MOST_PAGES, Asked, read_address
from webapp.words import kind, suggestion

bp = Blueprint("search", __name__, url_prefix="/search")
PER_PAGE = 20
LONGEST_NAME = 80
LONGEST_SAVED = 1000


@bp.get("")
def results() -> ResponseReturnValue:
    """Hits for what was typed; a code or a number typed exactly leads straight to its page."""
    asked = read_address(request.args)
    found = _search(asked) if asked.typed else None
    if found and found.exact and asked.is_plain:
        return redirect(_straight(found))
    if found and not found.hits and asked.page > 1:
        return redirect(url_for("search.results", **asked.address()))
    return render_template(
        "search/results.html",
        asked=asked,
        found=found,
        kinds=_kinds(asked, found) if found else {},
        last=min(-(-found.total // PER_PAGE), MOST_PAGES) if found else 0,
        pasted=is_paste(asked.typed),
        outcomes=store().cases.resolutions([hit.id for hit in found.hits]) if found else {},
        saved=store().searches.saved(user_name()),
        titles=services().trees(store()).titles(language()),
    )


@bp.get("/why")
def why() -> ResponseReturnValue:
    """The words by which a hit was found."""
    typed, of_kind, id_ = (request.args.get(name, "") for name in ("q", "kind", "id"))
    reasons = services().index.why(store(), typed, of_kind, id_)
    return render_template("search/why.html", reasons=reasons, typed=typed, id=id_)


@bp.get("/suggest")
def suggest() -> ResponseReturnValue:
    """Lines for what is being typed, as JSON."""
    typed = request.args.get("q", "")
    titles = services().trees(store()).titles(language())
    return jsonify(
        [
            {
                "text": _own_title(one, typed, titles),
                "kind": one.kind,
                "label": _label(one),
                "url": one.url,
            }
            for one in services().index.suggest(store(), typed)
        ]
    )


@bp.post("/saved")
def save() -> ResponseReturnValue:
    """Keep a search under a name."""
    typed = " ".join(request.form.get("q", "").split())[:LONGEST_SAVED]
    name = " ".join(request.form.get("name", "").split())[:LONGEST_NAME] or typed[:LONGEST_NAME]
    if typed:
        safe = services().redactor.secrets([name, typed])
        store().searches.save(user_name(), safe[0].text, safe[1].text)
    return redirect(url_for("search.results", q=typed, all=1))


@bp.post("/saved/forget")
def forget() -> ResponseReturnValue:
    """Keep a search no longer."""
    store().searches.forget(user_name(), request.form.get("name", ""))
    return redirect(url_for("search.results"))


def _own_title(line: Suggestion, typed: str, titles: Mapping[str, str]) -> str:
    """The title of a tree in the reader's language, where what was typed stands in it, too."""
    own = titles.get(line.url.removeprefix("/trees/"), "")
    return own if all(word in own.lower() for word in typed.lower().split()) and own else line.text


def _label(line: Suggestion) -> str:
    """What a line is: a page is called by its kind, which its address tells."""
    return kind(line.url.split("/")[1].removesuffix("s")) if line.url else suggestion(line.kind)


def _search(asked: Asked) -> Results:
    found = services().index.search(
        store(),
        asked.typed,
        kind=asked.kind,
        limit=PER_PAGE,
        offset=(asked.page - 1) * PER_PAGE,
        newest_first=asked.newest_first,
    )
    if asked.is_plain:
        services().asked.note(asked.typed, found.total)
    return found


def _straight(found: Results) -> str:
    """The page that is named exactly; that of a code leads back to the other hits."""
    back = urlencode({"q": " ".join(found.query.split())})
    return f"{found.exact}?{back}" if found.codes else found.exact


def _kinds(asked: Asked, found: Results) -> dict[str, int]:
    """How many hits there are of each kind, whichever kind is shown."""
    if asked.kind:
        found = services().index.search(store(), asked.typed, limit=1)
    counts = found.facets.get("kind", {})
    return {each: counts.get(each, 0) for each in KINDS}
