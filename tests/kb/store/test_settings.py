import re
from pathlib import Path

from kb.store import Store, open_store


def test_a_value_is_kept_and_replaced(store: Store) -> None:
    assert store.settings.get("edition", "none") == "none"
    store.settings.set("edition", "1")
    store.settings.set("edition", "2")
    assert store.settings.get("edition", "none") == "2"


def test_a_secret_is_made_once(store: Store, folder: Path) -> None:
    key = store.settings.secret("pseudonym-key")
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert store.settings.secret("session-key") != key
    with open_store(folder) as other:
        assert other.settings.secret("pseudonym-key") == key


def test_a_value_is_made_only_where_it_is_missing(store: Store) -> None:
    assert store.settings.get_or_make("name", lambda: "first") == "first"
    assert store.settings.get_or_make("name", lambda: "second") == "first"
