"""Files with trees that left, and the walks that came back."""

from kb.store import Store, TakeAway
from kb.store.upkeep import damage

VERSIONS = {"updates": "aa", "reset": "bb"}


def test_the_versions_of_a_file_are_remembered(store: Store) -> None:
    store.take_aways.keep("0123456789", "updates", VERSIONS)
    store.take_aways.keep("0123456789", "updates", VERSIONS)
    assert store.take_aways.get("0123456789") == TakeAway("0123456789", "updates", VERSIONS)
    assert store.take_aways.get("9876543210") is None


def test_a_code_leads_to_the_walk_that_it_became(store: Store) -> None:
    walk = store.walks.new("updates", VERSIONS, "lin").id
    assert store.take_aways.walk_of("0a0b") is None
    store.take_aways.came_back("0a0b", walk)
    assert store.take_aways.walk_of("0a0b") == walk


def test_a_file_whose_versions_are_gone_is_a_problem_of_the_store(store: Store) -> None:
    store.take_aways.keep("0123456789", "reset", {"reset": "bb"})
    assert damage(store.connection) == [
        "a take-away file of reset holds a version of tree reset that is missing"
    ]
