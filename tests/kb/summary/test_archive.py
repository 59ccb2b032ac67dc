import pytest

from kb.cases import Summary
from kb.summary import closes, summarise
from kb.summary.archive import split_off_conclusion
from tests.kb.talk import talk

THREE_PARTS = """\
罗先生，您好！

如刚才电话所说，我将归档此案例。如您有其他问题，可致电服务热线。

案例总结：

问题定义：

会议室电脑投屏时画面每隔几秒停顿

问题分析：

更换线缆、更新显卡驱动均无改善，
拔掉无线投屏接收器后恢复正常。

问题总结：

无线投屏接收器的固件与该型号电视不兼容，需要厂商提供新固件。

秦如 Qin Ru
北岸系统有限公司
服务电话：400-000-0000
"""

SCOPE_AND_PROGRESS = """\
梁工，您好
根据电话沟通的结果，暂时归档此问题。
案例总结
----------
案例范围：仓库终端随机蓝屏，DPC_WATCHDOG_VIOLATION (133)
案例进展：已更新网卡驱动，三台仍有两台蓝屏。
由于转储不完整，无法确定模块。
建议开启完整转储，再次蓝屏后收集文件。
请按照下面的方法配置：
1. 打开系统属性
--------------
服务电话： 400-000-0000
"""

ENGLISH = """\
Dear Bo,

as agreed I am closing this case.

Problem: Mail search returns nothing on two laptops.
Root cause: The index was damaged by a full disk.
Resolution: After freeing 20 GB and rebuilding the index the search works again.

Best regards
Ada Moss
"""


def test_the_three_parts_of_an_archive_mail_are_split() -> None:
    thread = talk(("luo", "投屏卡"), ("Qin Ru", THREE_PARTS))
    assert summarise(thread) == Summary(
        "会议室电脑投屏时画面每隔几秒停顿",
        "更换线缆、更新显卡驱动均无改善，\n拔掉无线投屏接收器后恢复正常。",
        "无线投屏接收器的固件与该型号电视不兼容，需要厂商提供新固件。",
        extracted=False,
    )


def test_without_a_heading_what_is_recommended_next_is_the_conclusion() -> None:
    assert summarise(talk(("Qin Ru", SCOPE_AND_PROGRESS))) == Summary(
        "仓库终端随机蓝屏，DPC_WATCHDOG_VIOLATION (133)",
        "已更新网卡驱动，三台仍有两台蓝屏。\n由于转储不完整，无法确定模块。",
        "建议开启完整转储，再次蓝屏后收集文件。\n请按照下面的方法配置：\n1. 打开系统属性",
        extracted=False,
    )


def test_english_headings_and_those_in_the_same_line_are_read() -> None:
    assert summarise(talk(("Ada Moss", ENGLISH))) == Summary(
        "Mail search returns nothing on two laptops.",
        "The index was damaged by a full disk.",
        "After freeing 20 GB and rebuilding the index the search works again.",
        extracted=False,
    )


def test_the_last_archive_mail_counts() -> None:
    later = THREE_PARTS.replace("每隔几秒停顿", "完全黑屏")
    summary = summarise(talk(("Qin Ru", THREE_PARTS), ("Qin Ru", later)))
    assert summary.problem == "会议室电脑投屏时画面完全黑屏"


def test_a_progress_mail_in_the_middle_is_no_archive_mail() -> None:
    progress = "案例描述：登录慢\n案例分析：\n1) 仅域用户慢\n案例结果：与漫游配置有关"
    turns = [("Qin Ru", progress)] + [("luo", "好的，谢谢")] * 4
    assert summarise(talk(*turns)).extracted


@pytest.mark.parametrize(
    "heading", ["【问题定义】", "**问题定义**：", "1. 问题定义：", "一、问题定义", "# 问题定义"]
)
def test_decorated_headings_are_headings(heading: str) -> None:
    body = f"案例归档。\n{heading}\n打印慢\n问题分析：\n驱动旧\n问题总结：\n换驱动"
    assert summarise(talk(("a", body))).problem == "打印慢"


def test_only_the_mail_that_sums_up_closes_a_case() -> None:
    scope, archive = talk(("a", "问题定义：打印慢\n1. 请重启"), ("a", THREE_PARTS))
    assert [closes(scope), closes(archive)] == [False, True]


@pytest.mark.parametrize(
    ("told", "analysis", "conclusion"),
    [
        (("查到驱动旧。建议升级。",), ("查到驱动旧。",), ("建议升级。",)),
        (("先更新，再重装。", "用户已离职。"), ("先更新，再重装。",), ("用户已离职。",)),
        (("已换主板。",), ("已换主板。",), ("已换主板。",)),
        (
            ("We swapped it. It failed. Please wait.",),
            ("We swapped it. It failed.",),
            ("Please wait.",),
        ),
    ],
)
def test_no_part_stays_empty(
    told: tuple[str, ...], analysis: tuple[str, ...], conclusion: tuple[str, ...]
) -> None:
    assert split_off_conclusion(told) == (analysis, conclusion)
