"""A few values that belong to the archive itself, such as the keys that it made."""

import secrets
from collections.abc import Callable

from kb.store.connection import Connection


class StoreSettings:
    """Key and value, both texts."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, key: str, default: str = "") -> str:
        """The value, or the default where the key was never set."""
        row = self._connection.row("select value from settings where key = :key", {"key": key})
        return default if row is None else str(row["value"])

    def set(self, key: str, value: str) -> None:
        """Keep a value in place of what was there."""
        self._connection.execute(
            "insert into settings (key, value) values (:key, :value)"
            " on conflict (key) do update set value = excluded.value",
            {"key": key, "value": value},
        )

    def get_or_make(self, key: str, make: Callable[[], str]) -> str:
        """The value, made and kept at first use; two processes that start at once get the same one."""
        self._connection.execute(
            "insert into settings (key, value) values (:key, :value) on conflict (key) do nothing",
            {"key": key, "value": make()},
        )
        return self.get(key)

    def secret(self, key: str) -> str:
        """A key of 256 bits as 64 hexadecimal digits, made at first use and then always the same."""
        return self.get_or_make(key, lambda: secrets.token_hex(32))
