import pytest

from kb.cases import FactKind
from kb.facts.built_names import find_products
from kb.facts.found import Body
from kb.facts.vocabulary import FILES, find_names, load


def found(text: str) -> list[tuple[str, str]]:
    body = Body(text)
    both = [*find_names(body), *find_products(body)]
    return [(one.kind.value, one.value) for one in sorted(both, key=lambda one: one.start)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("停止 wuauserv 与 BITS", [("service", "wuauserv"), ("service", "BITS")]),
        ("background  intelligent transfer service", [("service", "BITS")]),
        ("a 64 bits machine", []),
        ("用 process monitor 和 wireshark", [("tool", "Procmon"), ("tool", "Wireshark")]),
        ("装了WPS和用友", [("third-party", "WPS Office"), ("third-party", "用友")]),
        ("Skype 2015 Server", [("product", "Skype Server 2015")]),
        ("skype for business 2016", [("product", "Skype for Business 2016")]),
        ("in a word, access was denied", []),
        ("打开word文档", [("product", "Word")]),
        ("win10 20h2", [("product", "Windows 10 20H2")]),
        ("Windows Server 2019 Datacenter", [("product", "Windows Server 2019")]),
        ("Windows 10 LTSC 2021", [("product", "Windows 10 LTSC 2021")]),
        ("Windows Vista", [("product", "Windows Vista")]),
        ("新装 ABC V2022-K", [("product", "ABC V2022-K")]),
        ("登录磐石文档加密系统后", [("third-party", "磐石文档加密系统")]),
        ("卸载杀毒软件", []),
    ],
)
def test_names_have_one_form_each(text: str, names: list[tuple[str, str]]) -> None:
    assert found(text) == names


def test_every_entry_shows_what_it_finds_and_what_not() -> None:
    for name in FILES:
        data = load(name)
        assert FactKind(data["kind"])
        for entry in data["entries"]:
            assert entry["found"], entry["value"]
            assert entry["clean"], entry["value"]
