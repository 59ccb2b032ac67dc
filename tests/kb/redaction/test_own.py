"""What the settings call the team's own is no finding."""

import pytest

from kb.redaction import Redactor, redact

OWN = (
    "0571-8811-0022",
    "help.farsail.example",
    "https://portal.farsail.example/",
    "support@farsail.example",
    "远帆技术",
)


@pytest.mark.parametrize(
    "text",
    [
        "热线：0571-88110022",
        "热线 0571 8811 0022",
        "邮箱 support@farsail.example",
        "远帆技术有限公司",
    ],
)
def test_the_team_is_no_finding(text: str) -> None:
    assert redact(text).findings != ()
    assert redact(text, own=OWN).findings == ()


def test_others_still_are() -> None:
    found = Redactor(OWN).personal("热线 0571-88110023，host.lake.local，湖景技术有限公司")
    assert [each.kind for each in found] == ["phone", "host", "customer"]


def test_a_host_below_an_own_domain_is_own() -> None:
    assert Redactor(("farsail.local",)).personal("请访问 dc01.farsail.local") == ()
