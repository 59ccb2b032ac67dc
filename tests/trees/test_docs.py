import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from trees.check import check
from trees.findings import ERRORS, WARNINGS
from trees.reading.shape import KINDS, SHAPES

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "tree-format.md").read_text(encoding="utf-8")
NAMED = {
    word for words in re.findall(r"`([^`\n]+)`", TEXT) for word in re.findall(r"[\w-]+", words)
}
BLOCKS = re.findall(r"```yaml\n(.*?)```", TEXT, re.DOTALL)


def read(block: str) -> dict[str, Any]:
    """A block as `trees.reading.source` reads it; PyYAML's own scanner stumbles over a `?` in braces."""
    found: dict[str, Any] = yaml.load(block, Loader=yaml.CSafeLoader)
    return found


@pytest.mark.parametrize("shape", sorted(SHAPES))
def test_every_key_of_the_format_is_documented(shape: str) -> None:
    assert [key for key in SHAPES[shape] if key not in NAMED] == []


def test_every_kind_and_every_rule_is_documented() -> None:
    assert (set(KINDS) | ERRORS | WARNINGS) - NAMED == set()


def test_the_examples_of_the_document_are_right() -> None:
    tree = read(BLOCKS[0])
    tree["examples"] = read(BLOCKS[3])["examples"]
    tree["nodes"] |= read(BLOCKS[2])
    tree["nodes"]["power"]["answers"]["lit"]["goto"] = "faint"
    tree["examples"][0]["answers"]["faint.shake"] = "solved"
    tree["nodes"]["power"] |= read(BLOCKS[1])
    tree["nodes"]["power"]["check"]["read"] = [{"pattern": "Running", "answer": "lit"}]
    source = yaml.safe_dump(tree, allow_unicode=True, sort_keys=False)
    assert [str(finding) for finding in check({"printer-silent.yaml": source})] == []


def test_the_map_of_the_package_names_every_module_and_folder() -> None:
    told = (DOCS / "inside-trees.md").read_text(encoding="utf-8")
    package = DOCS.parent / "trees"
    modules = {path.stem for path in package.glob("*.py")} - {"__init__"}
    folders = {f"{path.parent.name}/" for path in package.glob("*/__init__.py")} | {"library/"}
    assert {name for name in modules | folders if f"`{name}`" not in told} == set()
