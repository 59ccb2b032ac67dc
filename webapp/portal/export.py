"""The export: public articles and trees become a folder that any web server or disk can show."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic

from articles.model import Article
from trees.model import Tree
from webapp.portal.folder import check_target, replace_folder
from webapp.portal.gate import blocked, masked
from webapp.portal.model import ExportReport, Found, Site
from webapp.portal.public import public
from webapp.portal.writing import write


def export(
    articles: Iterable[Article],
    trees: Mapping[str, Tree],
    target: Path,
    *,
    site: Site,
    findings: Iterable[Found],
) -> ExportReport:
    """Write the portal, or nothing where a finding waits for a decision.

    Args:
        articles: all articles; what is not published and public is left out here.
        trees: all trees by id, likewise.
        target: the folder; a new one, an empty one, or one that an export has made.
        site: what the installation says of its portal.
        findings: what `gate.inspect` found in the public texts, with people's decisions.

    Raises:
        PortalError: the folder is not ours or cannot be written.
    """
    started = monotonic()
    decided = tuple(findings)
    shown = public(articles, trees)
    counts = (len(shown.articles), len(shown.trees))
    check_target(target)
    waiting = blocked(decided)
    if waiting:
        return ExportReport(*counts, 0, 0, 0, round(monotonic() - started, 3), waiting)
    files = write(masked(shown, decided), site)
    done = replace_folder(target, files)
    seconds = round(monotonic() - started, 3)
    return ExportReport(*counts, len(files), done.written, done.removed, seconds)
