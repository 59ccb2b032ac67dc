"""Articles: list, page, editor with preview, review, history."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.exceptions import Forbidden, NotFound

from articles.categories import categories, category_title
from articles.diff import hunks, lines
from articles.errors import TransitionError
from articles.files import dump, load
from articles.findings import Finding, InvalidArticleError, Severity
from articles.model import LANGUAGES, Article, Audience, Confidence, State
from articles.render import page
from articles.states import following
from kb.drafting import draft as drafted
from kb.store import Version
from webapp.catalogues import parse_article
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.reviewing import ARTICLE, change_state, findings, today

bp = Blueprint("articles", __name__, url_prefix="/articles")
LONGEST_TEXT = 1_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """A text in the editor: what it says so far, and what is wrong with it."""

    article_id: str
    text: str
    base: str
    findings: Sequence[Finding] = ()
    article: Article | None = None

    @property
    def is_sound(self) -> bool:
        """Whether it may be saved."""
        return self.article is not None


@bp.get("/")
def index() -> ResponseReturnValue:
    """All articles, narrowed by what the address asks for."""
    wanted = {
        name: value
        for name in ("state", "audience", "language", "category")
        if (value := request.args.get(name, ""))
    }
    everything = services().articles(store()).all().values()
    fitting = [
        each
        for each in everything
        if all(str(getattr(each, name)) == value for name, value in wanted.items())
    ]
    return render_template(
        "articles/index.html",
        articles=sorted(fitting, key=lambda each: (each.category, each.title)),
        wanted=wanted,
        states=list(State),
        audiences=list(Audience),
        languages=LANGUAGES,
        categories=categories(),
        category_title=category_title,
    )


@bp.get("/<article_id>")
def show(article_id: str) -> ResponseReturnValue:
    """One article as its readers see it, with what may be done to it."""
    catalogue = services().articles(store())
    article = catalogue.get(article_id)
    others = catalogue.all()
    return render_template(
        "articles/show.html",
        article=article,
        page=page(article),
        version=catalogue.version(article_id),
        translations=[
            each
            for each in others.values()
            if each.id != article_id
            and (each.translation_of or each.id) == (article.translation_of or article_id)
        ],
        trees=[
            tree for name, tree in services().trees(store()).all().items() if name in article.trees
        ],
        cases=[found for number in article.cases if (found := store().cases.find(number))],
        findings=_findings(article),
        steps=[state for state in following(article.state) if _may(state)],
        category=category_title(article.category, language()) if article.category else "",
    )


@bp.get("/<article_id>/edit")
def edit(article_id: str) -> ResponseReturnValue:
    """The text in an editor."""
    version = services().articles(store()).version(article_id)
    return _editor(_read(article_id, version.text, version.hash))


@bp.post("/<article_id>/edit")
def save(article_id: str) -> ResponseReturnValue:
    """Show a preview, or keep the text as a new version."""
    text = request.form.get("text", "")[:LONGEST_TEXT].replace("\r\n", "\n")
    draft = _read(article_id, _without_secrets(text), request.form.get("base", ""))
    if request.form.get("do") != "save" or not draft.is_sound:
        return _editor(draft)
    current = store().documents.current(ARTICLE, article_id)
    if current is not None and current.hash != draft.base:
        flash(
            _(
                "%(name)s has saved this article in the meantime. Compare in the history, then"
                " save again to replace that version.",
                name=current.author,
            ),
            "warning",
        )
        return _editor(replace(draft, base=current.hash))
    return _keep(draft, request.form.get("note", ""))


@bp.get("/new")
def new() -> ResponseReturnValue:
    """An empty article in the editor."""
    return render_template("articles/new.html", languages=LANGUAGES)


@bp.post("/new")
def create() -> ResponseReturnValue:
    """Begin an article under an id."""
    article_id = request.form.get("id", "").strip().lower()
    if store().documents.current(ARTICLE, article_id) is not None:
        flash(_("There is an article with this id already."), "error")
        return redirect(url_for("articles.new"))
    article = Article(
        id=article_id,
        title=request.form.get("title", "").strip(),
        language=request.form.get("language", language()),
        author=user_name(),
        updated=today(),
    )
    return _keep(Draft(article_id, dump(article), "", article=article), "", to="articles.edit")


@bp.post("/draft/<number>")
def draft(number: str) -> ResponseReturnValue:
    """Draft an article from a case, and open it in the editor."""
    case = store().cases.get(number)
    known = set(store().documents.ids(ARTICLE))
    article = drafted(
        case,
        services().redactor,
        author=user_name(),
        today=today(),
        taken=known,
    )
    note = _("Drafted from case %(number)s", number=number)
    return _keep(Draft(article.id, dump(article), "", article=article), note, to="articles.edit")


@bp.post("/<article_id>/state")
def move_on(article_id: str) -> ResponseReturnValue:
    """Move an article between draft, review and published."""
    wanted = request.form.get("state", "")
    if wanted not in list(State) or not _may(State(wanted)):
        raise Forbidden
    try:
        change_state(services(), store(), article_id, State(wanted), user_name())
    except TransitionError as error:
        flash(str(error), "error")
    return redirect(url_for("articles.show", article_id=article_id))


@bp.get("/<article_id>/history")
def history(article_id: str) -> ResponseReturnValue:
    """All versions, and what one of them changed."""
    versions = store().documents.history(ARTICLE, article_id)
    if not versions:
        raise NotFound
    chosen = _chosen(versions, request.args.get("version", ""))
    before = versions[chosen + 1].text if chosen + 1 < len(versions) else ""
    return render_template(
        "articles/history.html",
        article=parse_article(versions[0]),
        versions=versions,
        chosen=chosen,
        hunks=hunks(lines(before, versions[chosen].text)),
    )


@bp.post("/<article_id>/restore")
def restore(article_id: str) -> ResponseReturnValue:
    """Make an earlier text the current one; the history keeps all."""
    version = store().documents.get(ARTICLE, article_id, request.form.get("version", ""))
    if version is None:
        raise NotFound
    article = replace(parse_article(version), state=State.DRAFT, reviewer="")
    note = _("Restored from %(version)s", version=version.hash[:10])
    store().documents.save(ARTICLE, article_id, dump(article), user_name(), note=note)
    return redirect(url_for("articles.show", article_id=article_id))


@bp.get("/<article_id>.md")
def download(article_id: str) -> ResponseReturnValue:
    """The text as a file."""
    version = services().articles(store()).version(article_id)
    return Response(
        version.text,
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{article_id}.md"'},
    )


def _keep(draft: Draft, note: str, *, to: str = "articles.show") -> ResponseReturnValue:
    """Save a sound text. What was published goes back to review when its words change."""
    article = draft.article
    text = draft.text
    if article is not None and article.state is State.PUBLISHED:
        text = dump(replace(article, state=State.REVIEW, reviewer=""))
        flash(_("The article waits for review again, because its text has changed."), "warning")
    store().documents.save(ARTICLE, draft.article_id, text, user_name(), note=note.strip())
    return redirect(url_for(to, article_id=draft.article_id))


def _read(article_id: str, text: str, base: str) -> Draft:
    name = f"{article_id}.md"
    try:
        article = load(text, name)
    except InvalidArticleError as error:
        return Draft(article_id, text, base, error.findings)
    return Draft(article_id, text, base, _findings(article), article)


def _editor(draft: Draft) -> ResponseReturnValue:
    return render_template(
        "articles/edit.html",
        draft=draft,
        preview=page(draft.article) if draft.article is not None else None,
        confidences=list(Confidence),
        Severity=Severity,
    )


def _findings(article: Article) -> tuple[Finding, ...]:
    return findings(services(), store(), article)


def _may(state: State) -> bool:
    return state is not State.PUBLISHED or bool(current_user.may("reviewer"))


def _chosen(versions: Sequence[Version], wanted: str) -> int:
    return next((n for n, each in enumerate(versions) if wanted and each.hash == wanted), 0)


def _without_secrets(text: str) -> str:
    (redaction,) = services().redactor.secrets([text])
    return redaction.text
