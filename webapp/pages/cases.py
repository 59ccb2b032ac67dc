"""Cases: the list, and one case with its thread."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kb.cases import CaseStatus
from kb.codes import explain
from kb.timeline import symptoms, timeline
from webapp import casefile
from webapp.current import services, store
from webapp.language import language

bp = Blueprint("cases", __name__, url_prefix="/cases")
PER_PAGE = 25


@bp.get("/")
def index() -> ResponseReturnValue:
    """All cases, newest first, narrowed by what the address asks for."""
    wanted = {
        name: value
        for name in ("product", "code", "year", "status")
        if (value := request.args.get(name, ""))
    }
    cases = store().cases
    page = max(1, request.args.get("page", 1, type=int))
    total = cases.count(**wanted)
    return render_template(
        "cases/index.html",
        cases=cases.list(limit=PER_PAGE, offset=(page - 1) * PER_PAGE, **wanted),
        total=total,
        page=page,
        last=-(-total // PER_PAGE),
        wanted=wanted,
        statuses=list(CaseStatus),
    )


@bp.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    """One case: what is known of it, what belongs to it, and its messages."""
    opened = store()
    case = opened.cases.get(number)
    similar = services().index.similar(opened, "case", number)
    return render_template(
        "cases/show.html",
        case=case,
        codes=[explain(code) for code in case.codes],
        facts=casefile.facts_by_kind(case),
        debugging=casefile.debugging(case),
        attachments=casefile.attachments(case),
        events=timeline(case.messages),
        symptoms=symptoms(case.messages),
        pieces=casefile.pieces,
        anchor=casefile.anchor,
        trees=casefile.related(case, services().trees(opened).all()),
        articles=casefile.related(case, services().articles(opened).all(), language()),
        similar=similar,
        outcomes=opened.cases.resolutions([hit.id for hit in similar]),
        walks=opened.walks.list(case=number),
    )
