import pytest

from kb.steps.results import Told, is_about_all, ordinals, told


@pytest.mark.parametrize(
    ("sentence", "what"),
    [
        ("检查的结果为True", Told.DONE),
        ("日志已上传", Told.DONE),
        ("第二个方法试过不行", Told.FAILED),
        ("重装后问题依旧", Told.FAILED),
        ("升级时报错 0x80070643", Told.FAILED),
        ("重启后恢复正常", Told.SOLVED),
        ("换线后没有再掉线，不再出现", Told.SOLVED),
        ("客户不同意使用", Told.DECLINED),
        ("鉴于安全要求，无法提供日志", Told.DECLINED),
        ("两台都未复现", Told.NOT_REPRODUCED),
        ("登录该系统后可以复现", Told.REPRODUCED),
        ("只装一个软件时未发现卡顿", Told.CLEAN),
        ("打开文档后就卡顿", Told.OCCURS),
        ("还没有去现场", Told.WAITING),
        ("That did not help.", Told.FAILED),
        ("It works fine now.", Told.SOLVED),
        ("They refused to install it.", Told.DECLINED),
    ],
)
def test_sentences_report(sentence: str, what: Told) -> None:
    assert told(sentence) is what


@pytest.mark.parametrize(
    "sentence",
    [
        "",
        "你好",
        "如果不行请回复",
        "看看是否会出现闪退",
        "If it fails, tell us.",
        "用户正常使用的电脑",
    ],
)
def test_what_may_be_and_what_is_said_besides_reports_nothing(sentence: str) -> None:
    assert told(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "number"),
    [
        ("第二个方法不行", 2),
        ("方法3有效", 3),
        ("第1步做了", 1),
        ("Step 2 failed", 2),
        ("the second one worked", 2),
        ("第三方软件", 0),
        ("重启两次", 0),
    ],
)
def test_numbers_of_methods_are_told_from_other_numbers(sentence: str, number: int) -> None:
    assert ordinals(sentence) == ((number,) if number else ())


def test_several_numbers_may_stand_together() -> None:
    assert ordinals("1、2没有效果") == (1, 2)
    assert ordinals("1 and 2 made no difference") == (1, 2)


def test_a_report_may_be_about_everything() -> None:
    assert is_about_all("都试了，不行")
    assert is_about_all("All of the steps failed")
    assert not is_about_all("重启了，不行")
