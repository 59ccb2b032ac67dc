"""Trees that leave in a file and walks that come back as codes, on the site and in a terminal."""

import json
import re
from html import unescape
from pathlib import Path

import pytest

from kb.store import Store, open_store
from tests.trees.takeaway.codes import code
from tests.webapp.conftest import CASE, Visitor
from trees.position import Answer
from trees.takeaway.content import fingerprint
from webapp.cli import cli
from webapp.services import Services

TREE = "netsh-trace"
DATA = re.compile(r'<script type="application/json" id="data">(.*?)</script>', re.DOTALL)


def data(page: str) -> dict[str, object]:
    found = DATA.search(page)
    assert found is not None
    parsed: dict[str, object] = json.loads(found.group(1))
    return parsed


def made(services: Services, given: list[Answer], remarks: object = None) -> str:
    """The code of a walk on the tree as it stands now."""
    with services.open_store() as store:
        versions = services.trees(store).versions(TREE)
        trees = services.trees(store).at(versions)
    return code(trees, TREE, fingerprint(versions), given, remarks)


def begun(services: Services, remarks: object = None) -> str:
    return made(services, [first(services)], remarks)


def first(services: Services) -> Answer:
    with services.open_store() as store:
        tree = services.trees(store).get(TREE)
    return Answer(tree.start, next(iter(tree.nodes[tree.start].answers)))


def test_the_file_holds_the_tree_its_subtrees_and_both_languages(engineer: Visitor) -> None:
    answer = engineer.get("/trees/windows-update-0x800705b4/take-away")
    assert answer.headers["Content-Disposition"].endswith('"windows-update-0x800705b4.html"')
    found = data(answer.get_data(as_text=True))
    assert set(found["trees"]) > {"windows-update-0x800705b4", "softwaredistribution-reset"}
    assert found["words"]["back"] == {"zh": "上一步", "en": "Back one step"}


def test_the_file_loads_nothing_and_names_no_case(engineer: Visitor, services: Services) -> None:
    with services.open_store() as store:
        ids = store.documents.ids("tree")
    for tree_id in ids:
        page = engineer.get(f"/trees/{tree_id}/take-away").get_data(as_text=True)
        assert "default-src 'none'" in unescape(page)
        assert re.findall(r"""\b(?:src|href)=|@import|url\(|CAS-\d""", page) == []


def test_a_tree_that_is_not_there_has_no_file(engineer: Visitor) -> None:
    assert engineer.get("/trees/no-such-tree/take-away").status_code == 404


def test_text_of_a_tree_cannot_leave_its_place_in_the_file(
    engineer: Visitor, services: Services
) -> None:
    text = "tree: sly\ntitle: </script><b>x\nlanguages: [en]\nstart: a\nnodes:\n"
    text += "  a: {kind: outcome, text: '<!-- <script>', result: resolved}\n"
    with services.open_store() as store:
        store.documents.save("tree", "sly", text, "Lin Engineer")
    page = engineer.get("/trees/sly/take-away").get_data(as_text=True)
    assert page.count("<script") == page.count("</script>") == 2
    assert "<b>" not in page


def test_a_code_becomes_a_walk_for_its_case(engineer: Visitor, services: Services) -> None:
    text = begun(services)
    page = engineer.post("/walks/from-code", code=text.lower(), case=CASE.number)
    assert page.request.path.startswith("/walks/")
    assert CASE.number in page.get_data(as_text=True)
    with services.open_store() as store:
        walk = walk_of(store)
    assert (walk.tree, walk.case, walk.owner) == (TREE, CASE.number, "Lin Engineer")
    assert [(each.node, each.answer) for each in walk.answers] == [
        (first(services).node, first(services).answer)
    ]


def walk_of(store: Store):
    (walk,) = store.walks.list(tree=TREE)
    return walk


def test_the_same_code_becomes_a_walk_once_in_either_form(
    engineer: Visitor, services: Services
) -> None:
    once = engineer.post("/walks/from-code", code=begun(services))
    again = engineer.post("/walks/from-code", code=begun(services, [[9], [], []]))
    assert once.request.path == again.request.path
    assert "has come in before" in again.get_data(as_text=True)


TRACED = [
    Answer(*each.split(": "))
    for each in (
        "allowed: allowed",
        "when: at-will",
        "start: solved",
        "stop: solved",
        "files: both",
        "hand-in: collected",
    )
]


def test_notes_and_reasons_come_back_without_their_secrets(
    engineer: Visitor, services: Services
) -> None:
    reasons = [["hand-in", "etl", "", "pwd: Not-A-Real-Pw-77"], ["no-such", "item", "x", ""]]
    remarks = [[90, 1, 1, 1, 1, 1], [[0, "密码：Not-A-Real-Pw-77"]], reasons]
    engineer.post("/walks/from-code", code=made(services, TRACED, remarks))
    with services.open_store() as store:
        walk = walk_of(store)
    assert walk.result == "resolved"
    assert walk.answers[0].note == "密码：[removed:password]"
    assert [(each.item, each.reason) for each in walk.evidence] == [
        ("etl", "pwd: [removed:password]")
    ]
    assert (walk.answers[0].answered_at - walk.started_at).total_seconds() == 90
    assert walk.answers[0].seconds == 90


def test_a_walk_comes_back_on_the_version_that_its_file_held(
    engineer: Visitor, services: Services
) -> None:
    engineer.get(f"/trees/{TREE}/take-away")
    text = begun(services)
    with services.open_store() as store:
        old = store.documents.current("tree", TREE)
        store.documents.save("tree", TREE, f"{old.text}\n# newer\n", "Rao Reviewer")
    engineer.post("/walks/from-code", code=text)
    with services.open_store() as store:
        assert walk_of(store).versions[TREE] == old.hash


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "A code begins with CP1"),
        ("CP1-22222-22222-22222-22222-22", "in the wrong place"),
    ],
)
def test_a_mistyped_code_is_refused_with_a_reason(engineer: Visitor, text: str, said: str) -> None:
    page = engineer.post("/walks/from-code", code=text)
    assert page.request.path == "/walks/"
    assert said in page.get_data(as_text=True)


def test_a_code_of_a_version_that_was_never_here_is_refused(
    engineer: Visitor, services: Services
) -> None:
    with services.open_store() as store:
        trees = services.trees(store).all()
    text = code(trees, TREE, "abcdef0123", [first(services)])
    page = engineer.post("/walks/from-code", code=text).get_data(as_text=True)
    assert "never here (abcdef0123)" in page


def test_a_code_for_a_case_that_does_not_exist_is_kept_in_the_form(
    engineer: Visitor, services: Services
) -> None:
    page = engineer.post("/walks/from-code", code=begun(services), case="CAS-00000-NONE")
    assert "There is no case CAS-00000-NONE." in page.get_data(as_text=True)


def test_a_terminal_writes_the_file_and_reads_the_code(services: Services, tmp_path: Path) -> None:
    from click.testing import CliRunner

    run = CliRunner(env={"CASEPATH_DATA": str(services.settings.data)})
    target = tmp_path / "tree.html"
    assert run.invoke(cli, ["trees", "take-away", TREE, "-o", str(target)]).exit_code == 0
    assert data(target.read_text(encoding="utf-8"))["tree"] == TREE
    done = run.invoke(cli, ["trees", "come-back", *begun(services).split("-"), "--json"])
    found = json.loads(done.stdout)
    with open_store(services.settings.data) as store:
        assert found == {
            "walk": walk_of(store).id,
            "tree": TREE,
            "answers": 1,
            "result": "",
            "known": False,
        }
