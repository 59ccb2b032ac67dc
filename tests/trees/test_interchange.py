import json
import re

import pytest
import yaml
from hypothesis import given, settings

from tests.trees.growing import documents, grown
from trees.files import library, load
from trees.findings import InvalidTreeError
from trees.graph import edges
from trees.interchange import from_json, graphviz, to_json
from trees.model import Tree


@pytest.mark.parametrize("name", sorted(library()))
def test_shipped_trees_go_through_json_without_loss(name: str) -> None:
    text = library()[name]
    assert load(from_json(to_json(text)), f"{name}.yaml") == load(text, f"{name}.yaml")


@settings(max_examples=50, deadline=None)
@given(documents())
def test_any_tree_goes_through_json_without_loss(document: dict[str, object]) -> None:
    text = yaml.safe_dump(document, allow_unicode=True, sort_keys=False)
    assert load(from_json(to_json(text)), "grown.yaml") == load(text, "grown.yaml")
    assert to_json(from_json(to_json(text))) == to_json(text)


def test_words_that_yaml_takes_for_something_else_stay_words() -> None:
    document = {"tree": "odd", "codes": ["0x1e", "12:30", "yes", "~", "1e3", "2024-01-01"]}
    assert yaml.safe_load(from_json(json.dumps(document))) == document


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": 1, "a": 2}', "[" * 5_000, '{"a": 1} x'])
def test_what_is_no_json_object_is_refused(text: str) -> None:
    with pytest.raises(InvalidTreeError, match="no JSON"):
        from_json(text)


def test_a_file_in_the_wrong_form_does_not_become_json() -> None:
    with pytest.raises(InvalidTreeError):
        to_json("tree: x\nyes: 1\n")


@settings(max_examples=40, deadline=None)
@given(grown())
def test_graphviz_names_every_edge(one: Tree) -> None:
    text = graphviz(one, "zh")
    assert text.count("\n") == 3 + len(one.nodes) + sum(len(edges(n)) for n in one.nodes.values())
    inside = re.sub(r'"(?:[^"\\]|\\.)*"', "", text)
    assert '"' not in inside
    assert inside.count("->") == sum(len(edges(n)) for n in one.nodes.values())
