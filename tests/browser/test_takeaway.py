"""The file that leaves the house: its arithmetic, its walk and its code are those of the site."""

import dataclasses
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

import trees.files
from tests.trees.troubles import large, mixed, single
from trees.model import Diagnose, Tree
from trees.plan import decide
from trees.planning.belief import Problem, problem
from trees.position import Answer, Position
from trees.takeaway.code import answers, read_code
from trees.takeaway.content import content
from trees.walk import advance, choices, walk
from webapp.takeaway.page import script as page_script

LIBRARY = sorted(trees.files.library())


@cache
def shipped() -> Mapping[str, Tree]:
    texts = trees.files.library()
    return {name: trees.files.load(text, f"{name}.yaml") for name, text in texts.items()}


@pytest.fixture(scope="session")
def script(browser: Browser) -> Page:
    """A page with the script of the files and no tree."""
    page = browser.new_page()
    page.goto("about:blank")
    page.add_script_tag(content=page_script())
    return page


# --- the arithmetic --------------------------------------------------------------------------

PROPOSALS = """cases => cases.map(([problem, done]) => {
  const { options, shares, contradiction } = decide(problem, done);
  return { options: options.map(o => [o.step, o.kind, o.chance, o.cost, o.expected]), shares, contradiction };
})"""


def compared(page: Page, cases: Sequence[tuple[Problem, list[tuple[str, str]]]]) -> None:
    """The proposals and beliefs of the page are Python's for each problem after its steps."""
    given = [(as_data(model), done) for model, done in cases]
    for (model, done), found in zip(cases, page.evaluate(PROPOSALS, given), strict=True):
        wanted = decide(model, done)
        assert found["shares"] == pytest.approx(list(wanted.shares.values()), abs=1e-12)
        assert found["contradiction"] == wanted.contradiction
        assert found["options"][0][0] == wanted.best.step
        options = {step: values for step, *values in found["options"]}
        assert set(options) == {option.step for option in wanted.options}
        for option in wanted.options:
            kind, chance, cost, expected = options[option.step]
            assert (kind, expected is None) == (option.kind, option.expected is None)
            figures = [option.chance, option.cost, option.expected or 0.0]
            assert [chance, cost, expected or 0.0] == pytest.approx(figures, rel=1e-9, abs=1e-12)


def as_data(model: Problem) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(json.dumps(dataclasses.asdict(model), default=sorted))
    return found


def tried(chance: random.Random, model: Problem, most: int) -> list[tuple[str, str]]:
    """Some steps with answers, as a walk may bring them."""
    fixes = [(fix.name, chance.choice(["not_solved", "declined"])) for fix in model.fixes]
    probes = [(each.name, chance.choice([*each.answers, "declined"])) for each in model.probes]
    return chance.sample(fixes + probes, min(most, len(fixes + probes)))


def problems(make: Callable[[random.Random], Problem], count: int, steps: int) -> list[Any]:
    chance = random.Random(count)
    made = [make(chance) for _ in range(count)]
    return [(model, tried(chance, model, chance.randint(0, steps))) for model in made]


@pytest.mark.parametrize(
    ("make", "count", "steps"),
    [
        (lambda chance: single(chance, chance.randint(1, 9)), 60, 4),
        (mixed, 150, 6),
        (lambda chance: waiting(chance, mixed(chance)), 100, 4),
        (large, 2, 12),
    ],
    ids=["single", "mixed", "waiting", "large"],
)
def test_random_problems_get_the_same_proposals_in_the_file(
    script: Page, make: Callable[[random.Random], Problem], count: int, steps: int
) -> None:
    compared(script, problems(make, count, steps))


def waiting(chance: random.Random, model: Problem) -> Problem:
    """The same with fixes that wait for earlier ones and share preparations."""
    fixes = tuple(
        dataclasses.replace(
            fix,
            after=frozenset({chance.randrange(n)} if n and chance.random() < 0.3 else ()),
            setup=chance.choice([-1, 0, 1]),
        )
        for n, fix in enumerate(model.fixes)
    )
    return dataclasses.replace(model, fixes=fixes, setups=(7.0, 21.0))


@pytest.mark.parametrize("name", LIBRARY)
def test_shipped_trees_get_the_same_proposals_in_the_file(script: Page, name: str) -> None:
    chance = random.Random(7)
    models = [
        problem(node) for node in shipped()[name].nodes.values() if isinstance(node, Diagnose)
    ]
    compared(script, [(each, tried(chance, each, n)) for each in models for n in range(6)])


# --- the walk and the code -------------------------------------------------------------------

PLAYED = """([data, walks]) => {
  opened(data);
  return walks.map(given => {
    const position = walk(data, given);
    return { key: keyOf(position), choices: choices(position), code: codeOf(data, [1, 2], given, null) };
  });
}"""


def wandered(chance: random.Random, name: str) -> tuple[list[Answer], Position]:
    """A walk that takes any way, to its end or some thirty steps far."""
    position, given = walk(shipped(), name), []
    while len(given) < 30 and (offered := choices(position)):
        key = chance.choice(list(offered))
        given.append(Answer(key, chance.choice(offered[key])))
        position = advance(shipped(), position, given[-1])
    return given, position


@pytest.mark.parametrize("name", LIBRARY)
def test_walks_of_a_shipped_tree_are_played_and_coded_alike(script: Page, name: str) -> None:
    chance = random.Random(11)
    data = content(shipped(), dict.fromkeys(shipped(), "0"), name)
    walks = [wandered(chance, name) for _ in range(4)]
    answered = [[dataclasses.asdict(each) for each in given] for given, _ in walks]
    for found, (given, position) in zip(
        script.evaluate(PLAYED, [data, answered]), walks, strict=True
    ):
        assert found["key"] == position.key
        assert found["choices"] == [[key, list(some)] for key, some in choices(position).items()]
        slip = read_code(found["code"].lower().replace("-", " "))
        assert list(answers(slip, shipped(), name)) == given
        assert slip.fingerprint == data["fingerprint"]


# --- the file in a browser -------------------------------------------------------------------

TREE = "office-activation-procmon"


@pytest.fixture
def file(page: Page, tmp_path: Path) -> Path:
    """The file as the site hands it out."""
    page.goto(f"/trees/{TREE}")
    with page.expect_download() as download:
        page.get_by_role("link", name="Take away as one file").click()
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture
def offline(context: BrowserContext, file: Path) -> Iterator[Page]:
    """The file opened from a disk; whatever it complains about or asks the network for fails."""
    page, complaints = context.new_page(), list[str]()
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda message: complaints.append(message.text))
    page.on("request", lambda request: complaints.append(request.url))
    page.goto(file.as_uri())
    yield page
    assert [each for each in complaints if each != file.as_uri()] == []


def choose(page: Page, *names: str) -> None:
    for name in names:
        page.get_by_role("button", name=name).first.click()


def into_the_diagnosis(page: Page) -> None:
    choose(page, "Not activated", "0xC004F074 or")
    expect(page.get_by_text("Next: ")).to_be_visible()


def test_a_walk_of_the_file_becomes_a_walk_of_the_site(offline: Page, page: Page) -> None:
    into_the_diagnosis(offline)
    offline.get_by_text("Add a note to this step").click()
    offline.get_by_role("textbox", name="Note").fill("Nobody may change the DNS today")
    choose(offline, "Can't do this")
    offline.get_by_text("Take another step instead").click()
    offline.get_by_text("Stop here and hand over").first.click()
    choose(offline, "Stop here and hand over")
    for reason in offline.get_by_label("Can't be had, because").all():
        reason.fill("The customer allows no copies")
    choose(offline, "Go on", "Only on the customised system")
    assert offline.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    offline.get_by_text("Full code").click()
    code = offline.locator(".code-long").inner_text()
    page.goto("/walks/")
    page.get_by_label("Code of the walk").fill(code)
    page.get_by_role("button", name="Bring the walk in").click()
    expect(page.get_by_role("heading", name="Hand-over", exact=True)).to_be_visible()
    for said in ("Nobody may change the DNS today", "The customer allows no copies"):
        expect(page.get_by_text(said).first).to_be_visible()


def test_the_file_goes_on_after_a_reload_and_steps_can_be_changed(offline: Page) -> None:
    into_the_diagnosis(offline)
    choose(offline, "No, go on")
    offline.reload()
    expect(offline.get_by_text("did not help")).to_be_visible()
    choose(offline, "Back one step")
    expect(offline.get_by_text("did not help")).to_be_hidden()
    choose(offline, "Change")
    expect(offline.get_by_role("heading", level=1)).to_be_focused()
    choose(offline, "Not activated")
    expect(offline.get_by_text("Next: ")).to_be_visible()  # the second answer still fitted
    choose(offline, "中文")
    expect(offline.get_by_text("下一步：")).to_be_visible()


def test_a_file_that_may_remember_nothing_says_so(context: BrowserContext, file: Path) -> None:
    page = context.new_page()
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no'); } })"
    )
    page.goto(file.as_uri())
    into_the_diagnosis(page)
    expect(page.get_by_text("closing or reloading the page loses")).to_be_visible()


def test_a_pasted_output_chooses_the_answer_in_the_file(script: Page) -> None:
    check = {
        "read": [
            {"pattern": r"(?i)\bTcpTestSucceeded\s*:\s*True", "answer": "open"},
            {"pattern": r"(?P<re2>only)", "answer": "never"},
            {"pattern": r"^状态\s*:\s*STOPPED$", "answer": "stopped"},
        ]
    }
    texts = ["TCPTESTSUCCEEDED : true", "a\r\n状态 : STOPPED\r\nb", "only"]
    found = script.evaluate(
        "([check, texts]) => texts.map(t => readOutput(check, t))", [check, texts]
    )
    assert found == ["open", "stopped", None]
