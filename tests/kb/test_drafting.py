import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.files import dump, load
from articles.model import Audience, Confidence, State
from articles.standard import check
from kb.cases import (
    Case,
    CaseStatus,
    Fact,
    FactKind,
    Message,
    Resolution,
    Step,
    StepResult,
    Summary,
)
from kb.drafting import draft, known_as
from kb.drafting.names import people
from kb.drafting.words import checked
from kb.errors import InvalidRuleError
from kb.importing import import_paths
from kb.redaction import Redactor
from kb.store import open_store

TODAY = date(2024, 5, 31)


REDACTOR = Redactor(key=b"tests")
PERSON = re.compile(r"\[person-[0-9A-F]{4,}\]")
CUSTOMER = re.compile(r"\[(?:customer|organisation)-[0-9A-F]{4,}\]")


def without_digits(text: str) -> str:
    """Pseudonyms as plain marks: their digits depend on the key."""
    return CUSTOMER.sub("[customer]", PERSON.sub("[person]", text))


CASE = Case(
    number="CAS-00042-A1B2C3",
    title="清河水务有限公司反馈电脑无法更新",
    customer="清河水务有限公司",
    status=CaseStatus.ARCHIVED,
    opened=datetime(2024, 5, 2, 9, 0),
    archived=datetime(2024, 5, 20, 17, 0),
    resolution=Resolution.RESOLVED,
    products=("Windows 10 1809",),
    codes=("0x800705b4", "0x1e"),
    summary=Summary(
        problem="Windows 10 更新失败 0x800705b4。清河水务有限公司有 3 台。",
        analysis="BITS 队列里有旧任务。",
        conclusion="清空队列后恢复。\n费蓝\n登录密码：[removed:password]",
    ),
    steps=(
        Step("重命名 C:\\Windows\\SoftwareDistribution", StepResult.NO_HELP, 1),
        Step("清空队列：bitsadmin.exe /reset /allusers", StepResult.WORKED, 2),
        Step("用 winver 看版本，告诉费蓝", StepResult.PENDING, 1),
        Step("Get-Service BITS", StepResult.WORKED, 2),
    ),
    facts=(
        Fact(FactKind.COMMAND, "winver", 1, 3),
        Fact(FactKind.BUILD, "17763.1757", 1, 4),
        Fact(FactKind.BUILD, "1809", 1, 4),
        Fact(FactKind.KB, "KB4601345", 2, 1),
        Fact(FactKind.COMMAND, "bitsadmin.exe /reset /allusers", 2, 2),
        Fact(FactKind.COMMAND, "Get-Service BITS", 2, 3),
    ),
    messages=(
        Message(1, None, "费蓝 <fei@helpdesk.example>", (), (), "更新", "…"),
        Message(2, None, "Lin", ("费蓝 <fei@helpdesk.example>",), (), "更新", "…"),
    ),
)
ENGLISH = replace(
    CASE,
    title="Clearwater reports that updates fail",
    customer="Clearwater",
    summary=Summary(
        "Updates of Clearwater fail.", "Old jobs in the queue.", "The queue was cleared."
    ),
    steps=(Step("Clear the queue: bitsadmin.exe /reset /allusers", StepResult.WORKED, 2),),
)


def drafted(case: Case = CASE, taken: Sequence[str] = ()):  # type: ignore[no-untyped-def]
    return draft(case, REDACTOR, author="lin", today=TODAY, taken=taken)


def test_a_draft_is_internal_unfinished_and_names_its_case() -> None:
    article = drafted()
    assert (article.state, article.confidence, article.audience) == (
        State.DRAFT,
        Confidence.WORK_IN_PROGRESS,
        Audience.INTERNAL,
    )
    assert (article.cases, article.author, article.updated) == (("CAS-00042-A1B2C3",), "lin", TODAY)


def test_what_is_exact_stands_in_the_front_matter() -> None:
    article = drafted()
    assert article.products == ("Windows 10 1809",)
    assert article.codes == ("0x800705b4", "0x1e")
    assert article.keywords == ("KB4601345",)
    assert article.category == "windows-update"


def test_the_title_is_the_first_sentence_of_the_problem() -> None:
    assert drafted().title == "Windows 10 更新失败 0x800705b4"
    assert drafted().id == "windows-10-0x800705b4"


def test_a_title_never_names_the_customer() -> None:
    case = replace(CASE, summary=Summary(problem="清河水务有限公司的电脑不能更新"))
    assert drafted(case).title == "的电脑不能更新"


def test_a_case_without_words_gets_a_title_all_the_same() -> None:
    case = replace(CASE, title="清河水务有限公司", summary=Summary(), steps=())
    assert drafted(case).title == "未命名的草稿"


def test_an_id_that_is_taken_gets_a_number() -> None:
    taken = ["windows-10-0x800705b4", "windows-10-0x800705b4-2"]
    assert drafted(taken=taken).id == "windows-10-0x800705b4-3"


def test_the_issue_names_codes_that_the_problem_leaves_out() -> None:
    assert without_digits(drafted().issue) == (
        "Windows 10 更新失败 0x800705b4。[customer]有 3 台。\n\n错误代码：`0x1e`"
    )


def test_the_environment_lists_products_and_builds_once() -> None:
    assert drafted().environment == "- Windows 10 1809\n- 17763.1757"


def test_the_resolution_shows_what_worked_then_the_rest() -> None:
    assert (
        without_digits(drafted().resolution)
        == """\
清空队列后恢复。

[person]

1. 清空队列：

   ```cmd
   bitsadmin.exe /reset /allusers
   ```

2. 运行：

   ```powershell
   Get-Service BITS
   ```

### 案例中的步骤

1. 用 `winver` 看版本，告诉[person]

### 试过但没有帮助

1. 重命名 `C:\\Windows\\SoftwareDistribution`"""
    )


def test_a_line_from_which_a_secret_was_taken_is_left_out() -> None:
    assert "removed" not in dump(drafted())


def test_an_english_case_makes_an_english_article() -> None:
    article = drafted(ENGLISH)
    assert article.language == "en"
    assert article.title == "Updates of fail"
    assert (
        without_digits(article.issue)
        == "Updates of [customer] fail.\n\nError code: `0x800705b4`, `0x1e`"
    )
    assert "1. Clear the queue:\n\n   ```cmd" in article.resolution


def test_a_step_beyond_the_ninth_keeps_its_command() -> None:
    steps = tuple(Step(f"第 {n} 步：winver", StepResult.WORKED, 1) for n in range(1, 12))
    resolution = drafted(replace(CASE, steps=steps)).resolution
    assert "11. 第 11 步：\n\n    ```cmd\n    winver\n    ```" in resolution


def test_the_same_step_stands_once() -> None:
    steps = (Step("重启", StepResult.WORKED, 1), Step("重启", StepResult.WORKED, 2))
    assert "2. 重启" not in drafted(replace(CASE, steps=steps)).resolution


def test_a_command_in_brackets_at_the_end_is_a_block() -> None:
    steps = (Step("看服务的状态 (`Get-Service BITS`)".replace("`", ""), StepResult.WORKED, 2),)
    resolution = drafted(replace(CASE, steps=steps)).resolution
    assert "1. 看服务的状态：\n\n   ```powershell\n   Get-Service BITS\n   ```" in resolution


def test_a_comma_behind_a_path_is_not_part_of_it() -> None:
    case = replace(
        CASE, summary=Summary(analysis=r"见 C:\Windows\Logs\CBS, 还有 HKLM\SOFTWARE\A B\C。")
    )
    assert drafted(case).cause == r"见 `C:\Windows\Logs\CBS`, 还有 `HKLM\SOFTWARE\A B\C`。"


def test_a_long_title_ends_with_a_whole_word() -> None:
    case = replace(ENGLISH, summary=Summary(problem="Installing, " + "updates " * 20 + "fails"))
    title = drafted(case).title
    assert title == "Installing, " + "updates " * 9 + "updates"


def test_a_customer_is_known_without_its_legal_form() -> None:
    assert known_as("西岭水务集团有限公司") == ("西岭水务集团有限公司", "西岭水务")
    assert known_as("云海公司") == ("云海公司",)
    assert known_as("Orvane Ltd.") == ("Orvane Ltd.", "Orvane")
    assert known_as("") == ("",)


def test_languages_with_different_phrases_are_refused() -> None:
    with pytest.raises(InvalidRuleError, match="do not have the same phrases"):
        checked({"phrases": {"zh": {"a": "b"}, "en": {}}, "categories": {}})


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Case]:
    with open_store(tmp_path_factory.mktemp("archive")) as store:
        import_paths(store, [Path(str(files("kb") / "samples"))], redactor=REDACTOR)
        return [store.cases.get(number) for number in store.cases.numbers()]


def test_no_draft_of_a_sample_names_a_person_or_a_customer(samples: list[Case]) -> None:
    for case in samples:
        article = drafted(case)
        told = f"{article.id} {article.title} {dump(replace(article, cases=(), author=''))}"
        names = [*people(case), *known_as(case.customer)]
        assert [name for name in names if len(name) > 1 and name in told] == []


def test_every_sample_makes_a_draft_that_can_be_read_again(samples: list[Case]) -> None:
    for case in samples:
        article = drafted(case)
        assert load(dump(article), f"{article.id}.md") == article
        assert article.title
        assert article.resolution


def test_a_full_draft_has_no_errors_of_the_standard() -> None:
    assert check(drafted()) == ()


def test_what_the_case_does_not_say_stays_empty_for_a_person_to_fill() -> None:
    article = drafted(replace(CASE, summary=Summary(problem="Windows 10 更新失败")))
    assert [finding.rule for finding in check(article)] == ["empty-section"]


@pytest.mark.parametrize(
    "text",
    [
        "# 标题",
        "## 原因",
        "```",
        "1. 一",
        "> 引",
        "- 点",
        "~~~\nx",
        "---",
        "a\n===",
        "<script>",
        "`x",
    ],
)
def test_marks_in_a_mail_stay_words(text: str) -> None:
    article = drafted(replace(CASE, summary=Summary(text, text, text)))
    assert load(dump(article), f"{article.id}.md") == article


marks = st.text(st.sampled_from("ab中\n #`~*-_>.1)\\[]<!"), max_size=30)


@settings(max_examples=100)
@given(marks, marks)
def test_any_case_makes_a_file(text: str, step: str) -> None:
    case = replace(
        CASE, summary=Summary(text, text, text), steps=(Step(step, StepResult.WORKED, 1),)
    )
    article = drafted(case)
    assert load(dump(article), f"{article.id}.md") == article
