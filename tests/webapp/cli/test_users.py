import re

from kb.store import open_store
from tests.webapp.cli.conftest import Casepath


def test_a_new_person_gets_a_link_that_signs_in_once(casepath: Casepath) -> None:
    link = casepath.ok("users", "add", "Mei", "--role", "reviewer", "--url", "https://kb.example/")
    found = re.fullmatch(r"https://kb\.example/sign-in/([\w-]{43})\n", link)
    assert found is not None
    with open_store(casepath.data) as store:
        user = store.users.redeem(found.group(1))
        assert user is not None
        assert (user.name, user.role) == ("Mei", "reviewer")
        assert store.users.redeem(found.group(1)) is None


def test_a_name_is_taken_once(casepath: Casepath) -> None:
    assert casepath("users", "add", "Ada Admin").refusal == (
        "there is a user Ada Admin already: choose another name"
    )


def test_everybody_is_listed(casepath: Casepath) -> None:
    casepath("users", "disable", "Rao Reviewer")
    lines = [re.split(r"  +", line) for line in casepath.ok("users", "list").splitlines()]
    assert [line[:3] for line in lines] == [
        ["Name", "Role", "State"],
        ["Ada Admin", "admin", "active"],
        ["Lin Engineer", "engineer", "active"],
        ["Rao Reviewer", "reviewer", "disabled"],
    ]


def test_a_disabled_person_gets_no_link_until_enabled(casepath: Casepath) -> None:
    assert casepath.ok("users", "disable", "Ada Admin") == "Ada Admin can no longer sign in.\n"
    assert casepath("users", "link", "Ada Admin").refusal == (
        "user Ada Admin is disabled: `casepath users enable Ada Admin` first"
    )
    assert casepath("users", "enable", "Ada Admin", "--json").json["disabled"] is False
    assert "/sign-in/" in casepath("users", "link", "Ada Admin", "--json").json["link"]


def test_an_unknown_person_is_an_error(casepath: Casepath) -> None:
    assert casepath("users", "disable", "Nobody").refusal == (
        "no user Nobody: `casepath users list` shows who there is"
    )


def test_an_empty_list_says_what_to_do(empty: Casepath) -> None:
    assert empty.ok("users", "list") == (
        "Nobody yet. `casepath users add NAME --role admin` adds the first person.\n"
    )
