"""The journal of searches."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from kb.asked import LONGEST, Asked
from kb.store import open_store


def unanswered(data: Path) -> list[tuple[str, int]]:
    with open_store(data) as store:
        Asked(data).bring_in(store)
        return [(one.query, one.times) for one in store.searches.unanswered()]


def test_a_search_that_found_nothing_is_listed(tmp_path: Path) -> None:
    asked = Asked(tmp_path)
    asked.note("  打印机   脱机 ", 0)
    asked.note("蓝屏", 4)
    assert unanswered(tmp_path) == [("打印机 脱机", 1)]
    assert unanswered(tmp_path) == [("打印机 脱机", 1)]


def test_secrets_and_pasted_text_are_not_kept(tmp_path: Path) -> None:
    asked = Asked(tmp_path)
    asked.note("密码：Kx7-fake-9Qz vpn", 0)
    asked.note("line one\nline two", 0)
    asked.note("x" * (LONGEST + 1), 0)
    asked.note(" ", 0)
    ((kept, _),) = unanswered(tmp_path)
    assert "Kx7-fake-9Qz" not in kept
    assert not any(b"Kx7-fake-9Qz" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_line_that_was_cut_off_is_passed_over(tmp_path: Path) -> None:
    Asked(tmp_path).note("vpn", 0)
    with (tmp_path / "asked.jsonl").open("a") as file:
        file.write('["half a li')
    assert unanswered(tmp_path) == [("vpn", 1)]


def test_lone_surrogates_do_no_harm(tmp_path: Path) -> None:
    Asked(tmp_path).note("a\ud800b", 0)
    assert len(unanswered(tmp_path)) == 1


def test_what_was_left_on_its_way_into_the_store_is_taken_along(tmp_path: Path) -> None:
    Asked(tmp_path).note("vpn", 0)
    (tmp_path / "asked.jsonl").rename(tmp_path / "asked.17")
    Asked(tmp_path).note("vpn", 0)
    assert unanswered(tmp_path) == [("vpn", 2)]
    assert sorted(path.name for path in tmp_path.glob("asked.*")) == []


def test_nothing_is_counted_twice_by_many_threads(tmp_path: Path) -> None:
    def work(_n: int) -> None:
        with open_store(tmp_path) as store:
            Asked(tmp_path).bring_in(store)

    for _ in range(20):
        Asked(tmp_path).note("vpn", 0)
    open_store(tmp_path).close()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(8)))
    assert unanswered(tmp_path) == [("vpn", 20)]


def test_it_is_due_when_much_was_noted(tmp_path: Path) -> None:
    asked = Asked(tmp_path)
    assert not asked.is_due()
    for n in range(200):
        asked.note(f"search number {n}", 0)
    assert asked.is_due()
