"""A tree with its subtrees as one HTML file: data, style and script inside, nothing loaded."""

import json
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

import yaml
from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from kb.store import Store
from trees.messages import Catalogue, catalogue, checked
from trees.takeaway.content import content, fingerprint
from webapp.services import Services

_TAGS = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})


def take_away(services: Services, store: Store, tree_id: str) -> str:
    """The file of a tree as it stands now; the store remembers the versions that it holds.

    Raises:
        UnknownTreeError: there is no such tree.
    """
    known = services.trees(store)
    versions = known.versions(tree_id)
    trees = known.at(versions)
    store.take_aways.keep(fingerprint(versions), tree_id, versions)
    title = next(iter(trees[tree_id].title.words.values()))
    return written(content(trees, versions, tree_id), title)


def written(data: dict[str, Any], title: str) -> str:
    """The page around the data of a tree."""
    code, style = script(), _style()
    return _template().render(
        title=title,
        policy=f"default-src 'none'; script-src {_digest(code)}; style-src {_digest(style)}",
        data=Markup(_as_json({**data, "words": words()})),  # noqa: S704 - no tag can stand in it
        script=Markup(code),  # noqa: S704 - our own file
        style=Markup(style),  # noqa: S704 - our own files
        no_script=words()["no-script"].values(),
    )


@cache
def words() -> Catalogue:
    """What the page says: its own words, and those of the hand-over."""
    own = checked(yaml.safe_load(_part("words.yaml")), "webapp/takeaway/words.yaml")
    return {**catalogue("messages"), **own}


def script() -> str:
    """The program of the page: the arithmetic, the walk, and what a person sees."""
    return "\n".join(map(_part, ("planning.js", "deciding.js", "walking.js", "page.js")))


def _style() -> str:
    site = (files("webapp") / "static" / "casepath.css").read_text(encoding="utf-8")
    return site + _part("take-away.css")


def _part(name: str) -> str:
    return (files("webapp") / "takeaway" / name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    """What a content security policy calls a script or style that may run."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _as_json(data: object) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_TAGS)


def _template() -> Template:
    loader = PackageLoader("webapp", "takeaway")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    return environment.get_template("page.html")
