"""Tree files: text -> tree, and the trees that come with Casepath."""

import json
from importlib.resources import files

from trees.check import check_alone
from trees.findings import InvalidTreeError, errors
from trees.model import Tree
from trees.reading.tree_file import read


def load(source: str | bytes, name: str) -> Tree:
    """Read one tree file.

    Args:
        source: the YAML text, or the file's bytes.
        name: the file's name, for the findings; `<id>.yaml` must agree with the tree's id.

    Raises:
        InvalidTreeError: the file has errors; it carries all of them. Whether subtrees and
            articles exist only `trees.check.check` can tell.
    """
    file = read(source, name)
    wrong = errors(check_alone(file))
    if wrong or file.tree is None:
        raise InvalidTreeError(wrong)
    return file.tree


def starter(tree_id: str, title: str) -> str:
    """The text of a small tree to begin with: one node of each common kind, no errors."""
    text = (files("trees") / "starter.yaml").read_text(encoding="utf-8")
    return text.replace("TREE-ID", tree_id).replace("TITLE", json.dumps(title, ensure_ascii=False))


def library() -> dict[str, str]:
    """Texts of the trees that come with Casepath, by id."""
    folder = files("trees") / "library"
    found = {file.name: file for file in folder.iterdir() if file.name.endswith(".yaml")}
    return {
        name.removesuffix(".yaml"): found[name].read_text(encoding="utf-8")
        for name in sorted(found)
    }
