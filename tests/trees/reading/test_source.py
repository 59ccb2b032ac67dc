import time

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from trees.check import check
from trees.reading.source import MAX_BYTES, SourceError, compose

HEAD = "tree: t\ntitle: T\nlanguages: [en]\nstart: e\n"


@pytest.mark.parametrize(
    ("source", "line", "says"),
    [
        (b"tree: \xff\xfe", 1, "UTF-8"),
        ("tree: a\n\x00", 1, "control character"),
        ("", 1, "one mapping"),
        ("- a\n- b\n", 1, "one mapping"),
        ("tree: a\n---\ntree: b\n", 2, "not YAML"),
        ("tree: a\nx: [1\ny: 2\n", 2, "not YAML"),
        ('tree: a\nx: "open\n\n\n', 2, "not YAML"),
        ("tree: a\nx: &a {y: 1}\nz: *a\n", 2, "anchors"),
        ("tree: a\nz: *a\n", 2, "anchors"),
        ("tree: a\nx: !!python/object/apply:os.system [ls]\n", 2, "tags"),
        ("tree: a\nx: " + "[" * 5_000, 2, "levels deep"),
        ("x" * (MAX_BYTES + 1), 1, "at most"),
        ("更" * 400_000, 1, "at most"),
        ("\ud800", 1, "UTF-8"),
    ],
)
def test_what_is_no_tree_file_is_refused_with_its_line(
    source: str | bytes, line: int, says: str
) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        compose(source)
    assert caught.value.line == line
    assert [(f.line, f.rule) for f in check({"t.yaml": source})] == [(line, "not-yaml")]


def test_a_file_may_begin_with_a_byte_order_mark() -> None:
    assert compose(b"\xef\xbb\xbf" + HEAD.encode()).tag == "tag:yaml.org,2002:map"


@pytest.mark.parametrize(
    "bomb", ["- " * 300_000, "a: b\n" * 200_000, "{" * 900_000, "[a,b],\n" * 100_000]
)
def test_a_megabyte_of_nonsense_takes_no_time(bomb: str) -> None:
    begin = time.perf_counter()
    check({"t.yaml": HEAD + "nodes:\n " + bomb[:900_000]})
    assert time.perf_counter() - begin < 10


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=200), st.text(max_size=200)))
@example("0:")
@example("tree: a")
@example("nodes: {a: }")
def test_no_input_raises(source: str | bytes) -> None:
    assert all(finding.line >= 1 for finding in check({"t.yaml": source}))


_values = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(max_size=5), st.dates()
    ),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)
_keys = st.sampled_from(
    [
        "tree",
        "title",
        "languages",
        "start",
        "nodes",
        "kind",
        "text",
        "answers",
        "goto",
        "fixes",
        "causes",
        "questions",
        "solved",
        "not_solved",
        "items",
        "outcomes",
        "handover",
        "repairs",
        "after",
        "check",
        "read",
        "risk",
        "examples",
        "codes",
        "a",
        "b",
    ]
)
_kinds = st.sampled_from(
    ["question", "action", "diagnose", "collect", "subtree", "outcome", "other"]
)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(_keys, _values, max_size=6),
    st.dictionaries(_keys, st.dictionaries(_keys, _values | _kinds, max_size=6), max_size=4),
    _kinds,
)
def test_any_mapping_is_read_to_the_end(top: dict, nodes: dict, kind: str) -> None:
    for node in nodes.values():
        node["kind"] = kind
    document = {"tree": "t", "title": "T", "languages": ["en"], "start": "a", **top, "nodes": nodes}
    found = check({"t.yaml": yaml.safe_dump(document, allow_unicode=True)})
    assert all(finding.message for finding in found)
