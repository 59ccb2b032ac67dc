import pytest

from kb.facts.found import Body
from kb.facts.shapes import find_drivers, find_kb, find_paths


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("请安装KB5003173累计更新", ["KB5003173"]),
        ("kb 5003173 和 kb-5003690", ["KB5003173", "KB5003690"]),
        ("下载 512000 KB，KB12", []),
        ("SKB5003173", []),
    ],
)
def test_update_numbers_have_one_form(text: str, numbers: list[str]) -> None:
    assert [one.value for one in find_kb(Body(text))] == numbers


@pytest.mark.parametrize(
    ("text", "drivers"),
    [
        (r"\SystemRoot\System32\Drivers\Tcpip.sys", ["tcpip.sys"]),
        ("升级 rt640x64，sys 和 netwtw08.SYS", ["rt640x64.sys", "netwtw08.sys"]),
        ("pagefile.sys 太小，hiberfil.sys 也是", []),
        ("看看有没有 .sys 文件", []),
        ("dump.system.log", []),
    ],
)
def test_drivers_are_found_in_small_letters(text: str, drivers: list[str]) -> None:
    assert [one.value for one in find_drivers(Body(text))] == drivers


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        (r"导航至D:\Logs\更新，找到文件", ["D:\\Logs\\"]),
        (
            r"C:\Program Files (x86)\Demo Suite\app.exe 报错",
            [r"C:\Program Files (x86)\Demo Suite\app.exe"],
        ),
        (r"放到 \\files01\cases\2020 里", [r"\\files01\cases\2020"]),
        (r"%windir%\Logs\CBS。", [r"%windir%\Logs\CBS"]),
        (
            r"HKLM\SYSTEM\CurrentControlSet\Services\wuauserv 的 Start",
            [r"HKLM\SYSTEM\CurrentControlSet\Services\wuauserv"],
        ),
        ("PS C:\\WINDOWS\\system32> dir", []),
        ("https://site.example/a/b", []),
        ("和/或", []),
    ],
)
def test_paths_end_where_the_sentence_goes_on(text: str, paths: list[str]) -> None:
    assert [one.value for one in find_paths(Body(text))] == paths
