"""Rule files are proved by their own examples when they are loaded."""

from importlib import resources

import pytest

from kb.errors import InvalidRuleError
from kb.redaction.rules import load, parse

FILES = sorted(
    each.name.removesuffix(".yaml")
    for each in (resources.files("kb.redaction") / "rules").iterdir()
    if each.name != "fragments.yaml"
)
GOOD = {"id": "r", "pattern": "(?P<phone>[0-9]{3})", "found": ["x «123»"], "clean": ["x 12"]}


def rule(**changes: object) -> str:
    entry = {**GOOD, **changes}
    lines = [f"{key}: {value!r}" for key, value in entry.items() if value is not None]
    return "rules:\n  - " + "\n    ".join(lines)


@pytest.mark.parametrize("name", FILES)
def test_every_file_loads_and_proves_its_examples(name: str) -> None:
    assert load(name).rules


def test_every_rule_has_its_own_id() -> None:
    ids = [each.id for name in FILES for each in load(name).rules]
    assert len(ids) == len(set(ids))


def test_a_good_rule_is_read() -> None:
    (read,) = parse(rule(), "mine", {}).rules
    assert (read.id, [group.kind for group in read.groups]) == ("r", ["phone"])


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (rule(found=["x «12»"]), r"mine\.yaml, rule r: finds \[\] in 'x «12»'"),
        (rule(found=["x 123"]), r"mine\.yaml, rule r: finds \['123'\] in 'x 123'"),
        (rule(clean=["x 123"]), r"mine\.yaml, rule r: must not find \['123'\] in 'x 123'"),
        (rule(pattern="([0-9]"), r"mine\.yaml, rule r: the pattern does not compile"),
        (rule(pattern="[0-9]"), r"mine\.yaml, rule r: the pattern needs a named group"),
        (rule(pattern="(?P<phone>{{tel}})"), r"mine\.yaml, rule r: there is no fragment tel"),
        (rule(check={"phone": "luck"}), r"mine\.yaml, rule r: there is no check luck"),
        (rule(clean=None), r"mine\.yaml, rule r: clean is missing"),
        (rule(colour="red"), r"mine\.yaml, rule r: unknown key colour"),
        ("rules: [", r"mine\.yaml is not YAML"),
        ("- a", r"mine\.yaml must be a mapping"),
    ],
)
def test_a_bad_rule_is_refused_by_name(text: str, complaint: str) -> None:
    with pytest.raises(InvalidRuleError, match=complaint):
        parse(text, "mine", {})
