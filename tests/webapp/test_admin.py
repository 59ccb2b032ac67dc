"""Administration: for administrators only."""

import re

from tests.webapp.conftest import Visitor

LINK = re.compile(r"http://localhost/sign-in/[\w-]+")


def test_only_an_administrator_gets_in(
    engineer: Visitor, reviewer: Visitor, admin: Visitor
) -> None:
    assert engineer.get("/admin/").status_code == 403
    assert reviewer.get("/admin/").status_code == 403
    assert admin.get("/admin/").status_code == 200
    assert engineer.post("/admin/users", name="X", role="admin").status_code == 403


def test_a_new_person_gets_a_link_that_works(admin: Visitor, stranger: Visitor) -> None:
    page = admin.post("/admin/users", name="Gu Neu", role="engineer").get_data(as_text=True)
    link = LINK.search(page)
    assert link is not None
    assert stranger.get(link.group()).location == "/"


def test_a_person_without_a_name_is_refused(admin: Visitor) -> None:
    page = admin.post("/admin/users", name=" ", role="engineer").get_data(as_text=True)
    assert "Give a name of up to 80 characters and a role." in page


def test_locking_out_spares_oneself(admin: Visitor, engineer: Visitor) -> None:
    admin.post("/admin/users/disable", name="Lin Engineer")
    assert engineer.get("/").status_code == 302
    page = admin.post("/admin/users/disable", name="Ada Admin").get_data(as_text=True)
    assert "You cannot lock yourself out" in page


def test_the_index_is_built_again_on_request(admin: Visitor) -> None:
    page = admin.post("/admin/index").get_data(as_text=True)
    assert "The search index was built again." in page
