import pytest

from kb.cases import Resolution, Summary
from kb.summary import resolution
from kb.summary.outcomes import told
from tests.kb.talk import talk


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("定位为某安全软件的驱动与新系统冲突，需要该软件厂商修复。", Resolution.THIRD_PARTY),
        ("The crashes are caused by a third-party filter driver.", Resolution.THIRD_PARTY),
        ("重建配置文件后登录正常，问题已解决。", Resolution.RESOLVED),
        ("The update installs again, the issue is resolved.", Resolution.RESOLVED),
        ("暂时改用有线连接规避，等新固件。", Resolution.WORKAROUND),
        ("As a workaround the share is mapped by address.", Resolution.WORKAROUND),
        ("转储无法打开，已提交研发分析。", Resolution.ESCALATE),
        ("The case was escalated to the product group.", Resolution.ESCALATE),
        ("等待再次蓝屏后收集完整转储。", Resolution.NEED_DATA),
        ("We are still waiting for the trace from site B.", Resolution.NEED_DATA),
        ("原因未能定位，客户不再跟进。", Resolution.UNRESOLVED),
        ("The root cause remains unknown.", Resolution.UNRESOLVED),
    ],
)
def test_a_conclusion_tells_how_the_case_ended(text: str, outcome: Resolution) -> None:
    assert told(text) is outcome


@pytest.mark.parametrize(
    "text",
    [
        "",
        "如果问题解决请回复。",
        "排除第三方软件。",
        "将驱动升级到 2.1.0。",
        "谢谢您的支持。",
        "天气很好",
    ],
)
def test_other_sentences_tell_no_end(text: str) -> None:
    assert told(text) is None


def test_a_denial_is_not_the_end_that_it_denies() -> None:
    assert told("问题仍未解决。") is Resolution.UNRESOLVED
    assert told("The problem is not fixed.") is not Resolution.RESOLVED


def test_the_conclusion_counts_before_the_analysis_and_the_mails() -> None:
    thread = talk(("luo", "还在等日志"), ("Qin Ru", "已提交研发"))
    summary = Summary("慢", "临时改用有线后可用。", "更换交换机后恢复正常，问题解决。")
    assert resolution(summary, thread) is Resolution.RESOLVED
    assert resolution(Summary("慢", "临时改用有线后可用。"), thread) is Resolution.WORKAROUND
    assert resolution(Summary(), thread) is Resolution.ESCALATE


def test_an_old_wish_for_data_does_not_end_a_case() -> None:
    thread = talk(("Qin Ru", "请提供日志。"), ("luo", "今天没空。"))
    assert resolution(Summary(), thread) is None
