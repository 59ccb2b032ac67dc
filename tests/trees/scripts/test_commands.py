import pytest

from tests.trees.test_walk import CURES, OUTER
from trees.scripts.commands import needs_admin, placed_commands


@pytest.mark.parametrize(
    ("run", "needs"),
    [
        ("net stop wuauserv", True),
        ("  NET.EXE start bits", True),
        ("cd C:\\ && net stop bits", True),
        ("bitsadmin.exe /reset /allusers", True),
        ("verifier /reset", True),
        ("Stop-Service wuauserv", True),
        ("sc config wuauserv start= demand", True),
        ("Get-Service | Where-Object Status -eq Running\nRestart-Service bits", True),
        ("net use", False),
        ("sc query bits", False),
        ("verifier", False),
        ("echo verifier /reset", False),
        ("Get-Service wuauserv", False),
    ],
)
def test_commands_that_need_rights_are_known_by_name(run: str, *, needs: bool) -> None:
    assert needs_admin(run) is needs


def test_all_commands_of_a_tree_are_found_with_their_place() -> None:
    assert [("/".join(path), command.run) for path, command in placed_commands(OUTER)] == [
        ("nodes/burn/commands/0", "burn.exe /all"),
        ("nodes/burn/undo/0", "unburn.exe"),
    ]
    assert [("/".join(path), command.run) for path, command in placed_commands(CURES)] == [
        ("nodes/cure/fixes/drill/undo/0", "glue")
    ]
