import pytest

from kb.errors import UserError
from kb.store import Role, Store, User
from tests.kb.store.conftest import Clock


def test_users_are_listed_by_name(store: Store, clock: Clock) -> None:
    store.users.add("mei", Role.ADMIN)
    store.users.add(" lin ")
    assert store.users.list() == [
        User("lin", Role.ENGINEER, disabled=False, created_at=clock.moment),
        User("mei", Role.ADMIN, disabled=False, created_at=clock.moment),
    ]
    assert store.users.find("nobody") is None


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "a\x1b[2Jb"])
def test_a_name_has_to_be_readable(store: Store, name: str) -> None:
    with pytest.raises(UserError, match=r"^a user needs a name of printable characters$"):
        store.users.add(name)


def test_a_name_is_taken_once(store: Store) -> None:
    store.users.add("lin", Role.REVIEWER)
    with pytest.raises(UserError, match=r"^there is a user lin already: choose another name$"):
        store.users.add("lin", Role.ADMIN)
    assert store.users.get("lin").role == Role.REVIEWER


def test_a_link_signs_in_once(store: Store) -> None:
    lin = store.users.add("lin")
    token = store.users.new_link("lin")
    assert store.users.redeem(token) == lin
    assert store.users.redeem(token) is None
    assert store.users.redeem("\udcff") is None


def test_a_link_ends_after_a_day(store: Store, clock: Clock) -> None:
    lin = store.users.add("lin")
    early, late = store.users.new_link("lin"), store.users.new_link("lin")
    clock.advance(hours=23, minutes=59)
    assert store.users.redeem(early) == lin
    clock.advance(minutes=1)
    assert store.users.redeem(late) is None


def test_old_links_are_forgotten(store: Store, clock: Clock) -> None:
    store.users.add("lin")
    store.users.new_link("lin")
    clock.advance(days=2)
    store.users.new_link("lin")
    assert store.connection.value("select count(*) from sign_in_links") == 1


def test_the_database_does_not_hold_the_token(store: Store) -> None:
    store.users.add("lin")
    token = store.users.new_link("lin")
    store.connection.execute("pragma wal_checkpoint(truncate)")
    assert token.encode() not in store.path.read_bytes()


def test_a_disabled_user_cannot_sign_in_until_enabled(store: Store) -> None:
    store.users.add("lin")
    before = store.users.new_link("lin")
    assert store.users.disable("lin").disabled
    assert store.users.redeem(before) is None
    with pytest.raises(
        UserError, match=r"^user lin is disabled: `casepath users enable lin` first"
    ):
        store.users.new_link("lin")
    lin = store.users.enable("lin")
    assert store.users.redeem(store.users.new_link("lin")) == lin


@pytest.mark.parametrize("verb", ["get", "disable", "enable", "new_link"])
def test_an_unknown_user_is_an_error(store: Store, verb: str) -> None:
    with pytest.raises(UserError, match=r"^no user lin: `casepath users list` shows who there is$"):
        getattr(store.users, verb)("lin")
