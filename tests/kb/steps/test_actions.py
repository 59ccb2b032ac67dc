import pytest

from kb.steps.actions import Aim, aim_of, asks, is_action, is_plain, planned


@pytest.mark.parametrize(
    "sentence",
    [
        "请重启打印服务",
        "建议升级网卡驱动",
        "卸载旧客户端",
        "If it fails again, collect the log",
        "Please disable the add-in.",
    ],
)
def test_requests_ask(sentence: str) -> None:
    assert asks(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "旧客户端已卸载",
        "请问可以卸载吗",
        "请不要卸载",
        "请随时与我联系",
        "我们将分析日志",
        "登录以后立刻报错",
        "密码：[removed:password]",
        "Can we remove it?",
        "We will call you tomorrow.",
    ],
)
def test_reports_questions_and_politeness_do_not_ask(sentence: str) -> None:
    assert not asks(sentence)


@pytest.mark.parametrize(
    ("text", "aim"),
    [
        ("只安装客户端，测试是否会出现闪退", Aim.TEST),
        ("收集完整转储并上传", Aim.COLLECT),
        ("检查服务状态", Aim.CHECK),
        ("重置网络组件", Aim.FIX),
        ("See whether it still crashes in safe mode", Aim.TEST),
        ("Send us the trace", Aim.COLLECT),
        ("Reinstall the driver", Aim.FIX),
    ],
)
def test_a_step_has_an_aim(text: str, aim: Aim) -> None:
    assert aim_of(text) is aim


def test_plain_headings_name_no_step() -> None:
    assert is_plain("建议操作如下：")
    assert is_plain("Please do the following:")
    assert not is_plain("重置缓存：")


def test_a_plan_begins_with_the_clause_that_plans() -> None:
    assert planned("无法提供日志，这边计划搭建环境，尝试复现") == "这边计划搭建环境，尝试复现"
    assert planned("请重启") == ""


def test_a_path_names_nothing_to_do() -> None:
    assert not is_action(r"C:\Windows\Logs\CBS")
    assert not is_action(r"\\files\logs\setup；")
    assert is_action(r"打开 C:\Windows\Logs\CBS，压缩后上传")
