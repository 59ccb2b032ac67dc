"""`casepath articles`: draft, check, import, list, show and publish articles."""

from collections.abc import Iterable
from pathlib import Path

import click

from articles import standard
from articles.files import dump, load
from articles.findings import Finding, InvalidArticleError, Severity
from articles.model import Article, Audience, State
from articles.subject import Known
from kb.drafting import draft as drafted
from webapp.cli import output
from webapp.cli.bringing import bring_in, tell_brought
from webapp.cli.files import ARTICLE, decoded, read_all, texts
from webapp.cli.frame import FAILED, Noun, Run, json_option, login, pass_run
from webapp.reviewing import change_state, today

KIND = "article"

by_option = click.option("--by", help="Who does it; the login name by default.")


@click.group("articles", cls=Noun)
def article_commands() -> None:
    """Draft, check, import, list, show and publish articles."""


@article_commands.command("draft")
@click.argument("number")
@by_option
@json_option
@pass_run
def draft(run: Run, number: str, by: str | None, as_json: bool) -> None:
    """Draft an article from a case and keep it; it waits in the list for somebody to finish it."""
    author = by or login()
    with run.services.open_store() as store:
        case = store.cases.get(number)
        taken = set(store.documents.ids(KIND))
        article = drafted(case, run.services.redactor, author=author, today=today(), taken=taken)
        text = dump(article)
        store.documents.save(KIND, article.id, text, author, f"Drafted from case {number}")
    if as_json:
        output.print_json({"id": article.id, "title": article.title, "text": text})
    else:
        click.echo(f"{article.id}  {output.one_line(article.title)}")


@article_commands.command("check")
@click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="[FILE|DIR]…"
)
@json_option
@pass_run
@click.pass_context
def check(context: click.Context, run: Run, paths: tuple[Path, ...], as_json: bool) -> None:
    """Check article files; without arguments the shipped ones and those of the data folder.

    The exit status is 1 where there are errors; warnings alone leave it at 0.
    """
    held = {f"{name}{ARTICLE}": text for name, text in texts(run, KIND).items()}
    sources = {name: decoded(data) for name, data in read_all(paths, ARTICLE).items()}
    known = Known(_sound((sources if paths else {}) | held), frozenset(texts(run, "tree")))
    found = [
        finding
        for name, text in (sources if paths else held).items()
        for finding in standard.check_text(text, name, known, today())
    ]
    errors = [each for each in found if each.severity is Severity.ERROR]
    warnings = [each for each in found if each.severity is Severity.WARNING]
    number = len(sources if paths else held)
    if as_json:
        lists = {"errors": _lines(errors), "warnings": _lines(warnings)}
        output.print_json({"articles": number} | lists)
    else:
        output.findings(
            number, "article", [str_of(e) for e in errors], [str_of(w) for w in warnings]
        )
    if errors:
        context.exit(FAILED)


@article_commands.command("import")
@click.argument(
    "paths",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    metavar="DIR|FILE…",
)
@by_option
@json_option
@pass_run
@click.pass_context
def import_files(
    context: click.Context, run: Run, paths: tuple[Path, ...], by: str | None, as_json: bool
) -> None:
    """Bring article files into the data folder, each as a new version where it differs.

    A file with errors is listed, and the exit status is 1.
    """
    done = bring_in(run, KIND, read_all(paths, ARTICLE), by or login(), _id_of)
    tell_brought(context, done, "article", as_json=as_json)


@article_commands.command("list")
@click.option(
    "--state",
    type=click.Choice([each.value for each in State]),
    help="Only articles in this state.",
)
@click.option(
    "--audience",
    type=click.Choice([each.value for each in Audience]),
    help="Only articles for these readers.",
)
@json_option
@pass_run
def listed(run: Run, state: str | None, audience: str | None, as_json: bool) -> None:
    """List the articles."""
    with run.services.open_store() as store:
        found = run.services.articles(store).all().values()
    chosen = [
        each for each in found if state in (None, each.state) and audience in (None, each.audience)
    ]
    if as_json:
        output.print_json({"articles": [_line(each) for each in chosen]})
    elif chosen:
        rows = [(a.id, a.language, a.state, a.audience, a.confidence, a.title) for a in chosen]
        output.table(("Article", "Lang", "State", "Audience", "Confidence", "Title"), rows)
    else:
        click.echo("No articles. `casepath articles draft NUMBER` makes one from a case.")


@article_commands.command("show")
@click.argument("article_id", metavar="ID")
@json_option
@pass_run
def show(run: Run, article_id: str, as_json: bool) -> None:
    """Print the text of an article, as its file."""
    with run.services.open_store() as store:
        version = run.services.articles(store).version(article_id)
        article = run.services.articles(store).get(article_id)
    if as_json:
        output.print_json({**_line(article), "version": version.hash, "text": version.text})
    else:
        click.echo(version.text, nl=False)


@article_commands.command("publish")
@click.argument("article_id", metavar="ID")
@by_option
@json_option
@pass_run
def publish(run: Run, article_id: str, by: str | None, as_json: bool) -> None:
    """Publish an article that was reviewed; the reviewer may not be somebody who wrote it."""
    reviewer = by or login()
    with run.services.open_store() as store:
        if run.services.articles(store).get(article_id).state is State.DRAFT:
            change_state(run.services, store, article_id, State.REVIEW, reviewer)
        moved = change_state(run.services, store, article_id, State.PUBLISHED, reviewer)
    if as_json:
        output.print_json(_line(moved))
    else:
        click.echo(f"{article_id} is published for {moved.audience} readers.")


def _sound(sources: dict[str, str]) -> dict[str, Article]:
    """The articles that links may point to; broken files are left out."""
    found: dict[str, Article] = {}
    for name, text in sources.items():
        try:
            article = load(text, name)
        except InvalidArticleError:
            continue
        found[article.id] = article
    return found


def _id_of(text: str, name: str) -> str:
    return load(text, name).id


def str_of(finding: Finding) -> str:
    """A finding in one line, its place first."""
    place = f"{finding.field}: " if finding.field else ""
    return f"{finding.file}:{finding.line}: {place}{finding.rule}: {finding.message}"


def _lines(found: Iterable[Finding]) -> list[dict[str, object]]:
    return [
        {
            "file": each.file,
            "line": each.line,
            "field": each.field,
            "rule": each.rule,
            "message": each.message,
        }
        for each in found
    ]


def _line(article: Article) -> dict[str, object]:
    return {
        "id": article.id,
        "title": article.title,
        "language": article.language,
        "state": article.state,
        "audience": article.audience,
        "confidence": article.confidence,
        "category": article.category,
        "products": list(article.products),
        "codes": list(article.codes),
    }
