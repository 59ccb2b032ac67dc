import math
import re
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from tests.trees.growing import grown, tree
from tests.trees.test_walk import CURES, OUTER, TREES, go
from trees.draw import MOST_NODES, mermaid, svg
from trees.drawing.wrapping import width, wrap
from trees.files import library, load
from trees.graph import edges
from trees.model import Tree

SVG = "{http://www.w3.org/2000/svg}"


def drawn(text: str) -> ET.Element:
    return ET.fromstring(text)


def groups(root: ET.Element, name: str) -> list[ET.Element]:
    return [g for g in root.iter(f"{SVG}g") if name in g.attrib["class"].split()]


def all_edges(one: Tree) -> list[tuple[str, str, str]]:
    return sorted(
        (edge.source, edge.target, edge.answer)
        for node in one.nodes.values()
        for edge in edges(node)
    )


def rectangle(group: ET.Element) -> tuple[float, float, float, float]:
    frame = group.find(f"{SVG}rect")
    assert frame is not None
    x, y, wide, high = (float(frame.attrib[key]) for key in ("x", "y", "width", "height"))
    return x, y, x + wide, y + high


@settings(max_examples=60, deadline=None)
@given(grown(most=14))
def test_every_node_and_every_edge_of_any_tree_is_drawn(one: Tree) -> None:
    root = drawn(svg(one, "zh"))
    assert sorted(group.attrib["data-node"] for group in groups(root, "node")) == sorted(one.nodes)
    found = [
        tuple(group.attrib[f"data-{key}"] for key in ("from", "to", "answer"))
        for group in groups(root, "edge")
    ]
    assert sorted(found) == all_edges(one)
    assert all(
        len(list(group.iter(f"{SVG}path")))
        == (0 if group.attrib["data-from"] == group.attrib["data-to"] else 2)
        for group in groups(root, "edge")
    )


@settings(max_examples=60, deadline=None)
@given(grown(most=14))
def test_boxes_never_overlap_and_stay_inside(one: Tree) -> None:
    root = drawn(svg(one, "en"))
    left, top, wide, high = (float(value) for value in root.attrib["viewBox"].split())
    boxes = [rectangle(group) for group in groups(root, "node")]
    for x, y, right, bottom in boxes:
        assert left <= x < right <= left + wide
        assert top <= y < bottom <= top + high
    for one_box, other in combinations(boxes, 2):
        apart = one_box[2] < other[0] or other[2] < one_box[0]
        assert apart or one_box[3] < other[1] or other[3] < one_box[1]


@settings(max_examples=40, deadline=None)
@given(grown())
def test_mermaid_names_every_edge_and_is_not_broken_by_any_word(one: Tree) -> None:
    text = mermaid(one, "zh")
    lines = text.splitlines()
    assert lines[0] == "flowchart TD"
    assert sum("-->" in line for line in lines) == len(all_edges(one))
    assert all(line.count('"') in {0, 2} for line in lines)
    assert not re.search(r"[<>`\\]", text.replace("-->", ""))


def test_the_way_of_a_walk_stands_out() -> None:
    way = [("plug", "not_solved"), ("lamp", "escalate"), "burn"]
    root = drawn(svg(OUTER, "en", way))
    assert {group.attrib["data-node"] for group in groups(root, "node--taken")} == {
        "plug",
        "lamp",
        "burn",
    }
    assert [group.attrib["data-node"] for group in groups(root, "node--here")] == ["burn"]
    taken = [(g.attrib["data-from"], g.attrib["data-answer"]) for g in groups(root, "edge--taken")]
    assert taken == [("plug", "not_solved"), ("lamp", "default")]


def test_the_way_through_a_diagnosis_goes_along_the_fix_that_helped() -> None:
    cured = go("cures", "cure.noise: loud", "cure.clean: not_solved", "cure.swap: solved")
    root = drawn(svg(CURES, "en", cured.way(CURES)))
    taken = [(g.attrib["data-from"], g.attrib["data-answer"]) for g in groups(root, "edge--taken")]
    assert taken == [("cure", "swap")]


def test_a_way_may_be_nodes_alone_and_pass_other_trees() -> None:
    root = drawn(svg(OUTER, "en", ["plug", "light", "lamp"]))
    taken = [(g.attrib["data-from"], g.attrib["data-answer"]) for g in groups(root, "edge--taken")]
    assert taken == [("plug", "not_solved")]


def test_the_drawing_says_what_it_shows() -> None:
    root = drawn(svg(OUTER, "en", ["plug"]))
    title, description = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert title is not None
    assert description is not None
    assert (title.text, root.attrib["role"]) == ("Drawing: Small", "img")
    assert root.attrib["aria-labelledby"] == f"{title.attrib['id']} {description.attrib['id']}"
    assert description.text == (
        "4 steps, beginning with “Plug it in”, with 2 ends. The way taken is drawn in bold."
    )


def test_a_page_can_have_the_drawing_without_any_style() -> None:
    assert "<style>" in svg(OUTER, "en")
    bare = svg(OUTER, "en", styled=False)
    assert "<style" not in bare
    assert "style=" not in bare


def test_boxes_can_be_links_and_edges_carry_counts() -> None:
    root = drawn(
        svg(OUTER, "en", links={"plug": "/x?a=1&b=2"}, notes={("plug", "solved"): "6 / 13"})
    )
    assert [link.attrib["href"] for link in root.iter(f"{SVG}a")] == ["/x?a=1&b=2"]
    assert [text.text for text in root.iter(f"{SVG}text")].count("6 / 13") == 1


def test_an_answer_that_leads_back_to_its_question_stands_in_the_box() -> None:
    one = tree("""
nodes:
  ask:
    kind: question
    text: Again?
    answers:
      again: {text: Once more, goto: ask}
      enough: {text: Enough, goto: end}
  end: {kind: outcome, text: Done, result: resolved}
""")
    assert "↻ Once more" in svg(one, "en")


@pytest.mark.parametrize("name", sorted(library()))
def test_every_shipped_tree_is_drawn_whole_and_always_the_same(name: str) -> None:
    one = load(library()[name], f"{name}.yaml")
    assert len(groups(drawn(svg(one, "zh")), "edge")) == len(all_edges(one))
    assert svg(one, "en") == svg(one, "en")


def test_all_shipped_trees_draw_with_their_subtrees() -> None:
    assert all(svg(one, "en") for one in TREES.values())


@pytest.mark.parametrize(
    ("text", "most", "lines"),
    [
        ("one two three", 64.0, ("one two", "three")),
        ("能连接，但更新仍然失败", 110.0, ("能连接，但更", "新仍然失败")),
        ("打开“设置”，再看。", 50.0, ("打开“设", "置”，再", "看。")),
        (r"C:\Windows\SoftwareDistribution", 90.0, ("C:\\Windows\\", "SoftwareDistrib", "ution")),
        ("", 50.0, ()),
    ],
)
def test_words_are_wrapped_as_chinese_and_english_are(
    text: str, most: float, lines: tuple[str, ...]
) -> None:
    assert wrap(text, 11.0, most, 9) == lines


def test_what_does_not_fit_ends_with_an_ellipsis() -> None:
    lines = wrap("更新" * 40, 11.0, 110.0, 2)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert width(lines[1], 11.0) <= 110.0


def sampled(path: str) -> list[tuple[float, float]]:
    """Points along a path of straight pieces and cubic curves."""
    found: list[tuple[float, float]] = []
    for letter, numbers in re.findall(r"([MLC])([^MLC]+)", path):
        points = [tuple(map(float, pair.split(","))) for pair in numbers.split()]
        ends = [found[-1], *points] if letter != "M" else points
        for step in range(13):
            t = step / 12
            degree = len(ends) - 1
            weights = [
                math.comb(degree, i) * t**i * (1 - t) ** (degree - i) for i in range(degree + 1)
            ]
            x = sum(w * end[0] for w, end in zip(weights, ends, strict=True))
            found.append((x, sum(w * end[1] for w, end in zip(weights, ends, strict=True))))
    return found


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", sorted(library()))
def test_no_line_of_a_shipped_tree_goes_through_a_box(name: str, language: str) -> None:
    root = drawn(svg(load(library()[name], f"{name}.yaml"), language))
    boxes = {group.attrib["data-node"]: rectangle(group) for group in groups(root, "node")}
    for group in groups(root, "edge"):
        path = group.find(f"{SVG}path")
        ends = {group.attrib["data-from"], group.attrib["data-to"]}
        for box in boxes.keys() - ends if path is not None else ():
            left, top, right, bottom = boxes[box]
            points = sampled(path.attrib["d"]) if path is not None else []
            assert not any(left < x < right and top < y < bottom for x, y in points)


def test_a_tree_of_too_many_nodes_is_told_instead_of_drawn() -> None:
    many = "".join(
        f"  n{n}: {{kind: collect, text: Wait, items: [], goto: n{n + 1}}}\n"
        for n in range(MOST_NODES)
    )
    end = f"  n{MOST_NODES}: {{kind: outcome, text: Done, result: resolved}}\n"
    root = drawn(svg(tree(f"nodes:\n{many}{end}"), "en"))
    assert groups(root, "node") == []
    assert "301 nodes are too many" in "".join(root.itertext())
