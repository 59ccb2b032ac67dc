"""A tree that is written from a case: sound from the start, and it leads where the case led."""

from dataclasses import replace
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cases import Case, Resolution, Step, StepResult
from kb.drafting import draft_tree
from kb.importing.batches import import_paths
from kb.redaction import Redactor
from kb.store import open_store
from tests.kb.test_drafting import CASE
from trees.check import check
from trees.files import load
from trees.model import Action, Collect, Question, Tree
from trees.replay import Verdict, judge_all

REDACTOR = Redactor(key=b"tests")
STEPS = (
    Step("请检查 BITS 服务的状态：sc.exe query bits", StepResult.WORKED, 2),
    Step("收集 CBS 日志", StepResult.WORKED, 2),
    Step("重命名 SoftwareDistribution", StepResult.NO_HELP, 3),
    Step("运行数据收集工具修复", StepResult.DECLINED, 3),
    Step("清空 BITS 队列：bitsadmin.exe /reset /allusers", StepResult.WORKED, 4),
    Step("确认更新是否正常", StepResult.PENDING, 5),
)


def drafted(case: Case) -> Tree:
    tree_id, text = draft_tree(case, REDACTOR)
    assert [str(each) for each in check({f"{tree_id}.yaml": text}) if each.is_error] == []
    tree = load(text, f"{tree_id}.yaml")
    assert [each.verdict for each in judge_all({tree_id: tree}, tree_id)] == [Verdict.SAME]
    return tree


def test_steps_become_nodes_by_what_they_are_for_in_their_order() -> None:
    tree = drafted(replace(CASE, steps=STEPS))
    kinds = [type(node) for node in tree.nodes.values()][: len(STEPS)]
    assert kinds == [Question, Collect, Action, Collect, Action, Question]
    assert (tree.start, tree.cases, tree.codes) == (
        next(iter(tree.nodes)),
        (CASE.number,),
        CASE.codes,
    )
    assert tree.products == CASE.products
    (example,) = tree.examples
    assert list(example.answers.values()) == ["as-said", "not_solved", "solved"]
    assert example.outcome == "resolved"


def test_ids_are_words_that_people_can_read() -> None:
    names = list(drafted(replace(CASE, steps=STEPS)).nodes)
    assert names[2] == "softwaredistribution-rename"
    assert all(name.replace("-", "").isascii() for name in names)


def test_a_command_says_what_it_needs() -> None:
    (node,) = [
        node
        for node in drafted(replace(CASE, steps=STEPS)).nodes.values()
        if isinstance(node, Action) and "bitsadmin" in node.text.say("zh")
    ]
    assert all(command.admin for command in node.commands)


def test_a_case_without_steps_is_asked_about() -> None:
    tree = drafted(replace(CASE, steps=()))
    assert list(tree.nodes) == ["same-problem", "resolved", "not-covered"]


@pytest.mark.parametrize("resolution", [*Resolution, None])
def test_the_tree_ends_as_the_case_did(resolution: Resolution | None) -> None:
    tree = drafted(replace(CASE, steps=STEPS, resolution=resolution))
    assert tree.examples[0].outcome == (resolution or Resolution.UNRESOLVED)


def test_names_and_customers_stay_out() -> None:
    told = replace(CASE, steps=(Step(f"请{CASE.customer}重启", StepResult.WORKED, 1),))
    assert CASE.customer not in draft_tree(told, REDACTOR)[1]


def test_an_id_that_is_taken_is_numbered() -> None:
    first = draft_tree(CASE, REDACTOR)[0]
    assert draft_tree(CASE, REDACTOR, taken=[first])[0] == f"{first}-2"


def test_every_sample_case_becomes_a_sound_tree(tmp_path: Path) -> None:
    with open_store(tmp_path) as store:
        import_paths(store, [Path(str(files("kb") / "samples"))], redactor=REDACTOR)
        for case in store.cases.in_order():
            drafted(case)


steps = st.builds(
    Step,
    text=st.text(
        st.sampled_from("请检查收集 重启BITS queue:{}[]#&*!|>'\"%@`,0x1e测试\n"), max_size=40
    ),
    result=st.sampled_from(StepResult),
    message=st.just(1),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(steps, max_size=30), st.sampled_from(Resolution))
def test_any_steps_become_a_sound_tree(found: list[Step], resolution: Resolution) -> None:
    drafted(replace(CASE, steps=tuple(found), resolution=resolution))
