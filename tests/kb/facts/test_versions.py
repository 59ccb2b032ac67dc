import pytest

from kb.facts.found import Body
from kb.facts.versions import find_builds


def found(text: str) -> list[str]:
    return [one.value for one in find_builds(Body(text))]


@pytest.mark.parametrize(
    ("text", "builds"),
    [
        ("从 10.0.19041.450 升级到 10.0.19041.508", ["10.0.19041.450", "10.0.19041.508"]),
        ("File version:     22.250.1.2", ["22.250.1.2"]),
        ("内部版本 19045", ["19045"]),
        ("系统是 19042.572", ["19042.572"]),
        ("Win10 专业版 1909 与 22h2", ["1909", "22H2"]),
        ("版本 1809 没有此问题", ["1809"]),
        ("封装 v2023-k 已发布", ["V2023-K"]),
        ("客户端版本：6.0.3，插件 V2.1.0", ["6.0.3", "2.1.0"]),
    ],
)
def test_builds_and_versions_are_found(text: str, builds: list[str]) -> None:
    assert found(text) == builds


@pytest.mark.parametrize(
    "text",
    [
        "服务器 10.20.30.40，网关 10.20.30.1",
        "内存 16.0 GB，2.40GHz",
        "会议在 1909 房间",
        "2004 年购买",
        "共 17763 条",
        "TLS 1.2",
        "2020.08.28 18:02",
        "CollectTool-v2-1.zip",
        "(WinBuild.160101.0800)",
    ],
)
def test_addresses_dates_and_counts_are_no_builds(text: str) -> None:
    assert found(text) == []
