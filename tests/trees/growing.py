"""Small trees for tests: written out where a test reads better so, grown at random elsewhere."""

from pathlib import Path
from typing import Any

import networkx as nx
import yaml
from hypothesis import strategies as st

from trees.files import load
from trees.model import Tree

DATA = Path(__file__).parent / "data"


def tree(text: str, name: str = "") -> Tree:
    """A tree from YAML without the keys that every tree needs."""
    document = yaml.safe_load(text)
    head = {
        "tree": "small",
        "title": "Small",
        "languages": ["en"],
        "start": next(iter(document["nodes"])),
    }
    return load(yaml.safe_dump(head | document, allow_unicode=True, sort_keys=False), name)


_words = st.text(
    st.sampled_from("abc XYZ更新服务器蓝屏\"<>&[]{}|#;:\\'`，。0123\u3000-_()%"),
    min_size=1,
    max_size=60,
).filter(lambda words: bool(words.strip()))


def _texts(draw: st.DrawFn, what: str) -> dict[str, str]:
    return {"zh": f"{what} {draw(_words)}", "en": f"{what} {draw(_words)}"}


@st.composite
def documents(draw: st.DrawFn, most: int = 9) -> dict[str, Any]:
    """A valid tree as a mapping: forward ways to outcomes, and some ways back."""
    count = draw(st.integers(1, most))
    names = [f"n{n}" for n in range(count)]
    nodes: dict[str, Any] = {
        "end": {"kind": "outcome", "text": _texts(draw, "End"), "result": "resolved"}
    }
    for place in reversed(range(count)):
        forward = [*names[place + 1 :], "end"]
        nodes[names[place]] = _node(draw, forward, names[: place + 1])
    start = names[0]
    ways: nx.DiGraph[str] = nx.DiGraph()
    ways.add_nodes_from(nodes)
    ways.add_edges_from((name, target) for name in nodes for target in _targets(nodes[name]))
    reached = {start, *nx.descendants(ways, start)}
    return {
        "tree": "grown",
        "title": _texts(draw, "Title"),
        "languages": ["zh", "en"],
        "start": start,
        "nodes": {name: nodes[name] for name in [*names, "end"] if name in reached},
    }


def _node(draw: st.DrawFn, forward: list[str], back: list[str]) -> dict[str, Any]:
    ahead = st.sampled_from(forward)
    anywhere = st.sampled_from([*forward, *back])
    kind = draw(st.sampled_from(["question", "action", "collect", "diagnose", "outcome"]))
    node: dict[str, Any] = {"kind": kind, "text": _texts(draw, "Node")}
    match kind:
        case "question":
            ways = [draw(ahead), *draw(st.lists(anywhere, min_size=1, max_size=4))]
            node["answers"] = {
                f"a{n}": {"text": _texts(draw, str(n)), "goto": way} for n, way in enumerate(ways)
            }
        case "action":
            node |= {"solved": draw(ahead), "not_solved": draw(anywhere)}
            if draw(st.booleans()):
                undo = [{"shell": "cmd", "admin": True, "run": "verifier.exe /reset"}]
                node |= {"risk": {"level": "high"}, "undo": undo, "declined": draw(anywhere)}
        case "collect":
            node |= {"items": [{"id": "log", "text": _texts(draw, "Log")}], "goto": draw(ahead)}
        case "diagnose":
            node |= _diagnosis(draw, draw(ahead), draw(anywhere))
        case _:
            node["result"] = draw(st.sampled_from(["resolved", "escalate", "need-data"]))
    return node


def _diagnosis(draw: st.DrawFn, solved: str, given_up: str) -> dict[str, Any]:
    chance = st.floats(0.05, 0.95)
    causes = [f"c{n}" for n in range(draw(st.integers(1, 3)))]
    fixes = {
        f"f{n}": {
            "text": _texts(draw, "Fix"),
            "minutes": draw(st.integers(1, 60)),
            "repairs": {draw(st.sampled_from(causes)): draw(chance)},
        }
        for n in range(draw(st.integers(1, 3)))
    }
    share = draw(chance)
    answers = {
        "yes": {"text": _texts(draw, "Yes"), "given": {causes[0]: share, "default": 0.5}},
        "no": {"text": _texts(draw, "No"), "given": {causes[0]: 1 - share, "default": 0.5}},
    }
    return {
        "causes": {cause: draw(st.integers(1, 9)) for cause in causes},
        "fixes": fixes,
        "questions": {"q": {"text": _texts(draw, "Ask"), "minutes": 2, "answers": answers}},
        "handover": {"cost": draw(st.integers(1, 200)), "goto": given_up},
        "solved": solved,
    }


def _targets(node: dict[str, Any]) -> list[str]:
    answers = [answer["goto"] for answer in node.get("answers", {}).values()]
    direct = [node[key] for key in ("goto", "solved", "not_solved", "declined") if key in node]
    return [*answers, *direct, *([node["handover"]["goto"]] if "handover" in node else [])]


def grown(most: int = 9) -> st.SearchStrategy[Tree]:
    """Valid trees of all kinds of nodes but subtrees."""
    return documents(most).map(
        lambda document: load(yaml.safe_dump(document, allow_unicode=True), "grown.yaml")
    )
