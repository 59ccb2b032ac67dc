"""Users and their one-time sign-in links."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from kb.errors import UserError
from kb.store.connection import Connection, Row
from kb.store.values import Clock, from_time, now, sortable

LINK_LIFE = timedelta(hours=24)


class Role(StrEnum):
    """What a user may do; each role may do what the ones before it may."""

    ENGINEER = "engineer"
    REVIEWER = "reviewer"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in, unless disabled."""

    name: str
    role: Role
    disabled: bool
    created_at: datetime


class Users:
    """The people of the site."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self._connection = connection
        self._clock = clock

    def add(self, name: str, role: Role = Role.ENGINEER) -> User:
        """Add a user.

        Raises:
            UserError: the name is empty or taken.
        """
        name = name.strip()
        if not name or not name.isprintable():
            raise UserError("a user needs a name of printable characters")
        added = self._connection.execute(
            "insert into users (name, role, created_at) values (:name, :role, :at)"
            " on conflict (name) do nothing",
            {"name": name, "role": Role(role).value, "at": from_time(self._clock())},
        )
        if not added:
            raise UserError(f"there is a user {name} already: choose another name")
        return self.get(name)

    def get(self, name: str) -> User:
        """The user of that name.

        Raises:
            UserError: there is none.
        """
        user = self.find(name)
        if user is None:
            raise UserError(f"no user {name}: `casepath users list` shows who there is")
        return user

    def find(self, name: str) -> User | None:
        """The user of that name, or None."""
        row = self._connection.row("select * from users where name = :name", {"name": name})
        return _user(row) if row else None

    def list(self) -> list[User]:
        """All users by name, disabled ones included."""
        return [_user(row) for row in self._connection.rows("select * from users order by name")]

    def disable(self, name: str) -> User:
        """Keep the user from signing in, and make open sign-in links useless.

        Raises:
            UserError: there is no such user.
        """
        return self._set_disabled(name, from_time(self._clock()))

    def enable(self, name: str) -> User:
        """Let a disabled user sign in again.

        Raises:
            UserError: there is no such user.
        """
        return self._set_disabled(name, None)

    def new_link(self, name: str, life: timedelta = LINK_LIFE) -> str:
        """Make a token that signs this user in, once; only its hash is kept.

        Raises:
            UserError: there is no such user, or the user is disabled.
        """
        token = secrets.token_urlsafe(32)
        moment = self._clock()
        row = {"digest": _digest(token), "user_name": name, "created_at": from_time(moment)}
        with self._connection.transaction():
            if self.get(name).disabled:
                raise UserError(f"user {name} is disabled: `casepath users enable {name}` first")
            self._forget_old_links()
            self._connection.insert(
                "sign_in_links", [row | {"expires_at": sortable(moment + life)}]
            )
        return token

    def redeem(self, token: str) -> User | None:
        """The user whose unused, unexpired link this is; the link is used up by it."""
        with self._connection.transaction():
            row = self._connection.row(
                "select users.* from sign_in_links join users on name = user_name"
                " where digest = :digest and expires_at > :now",
                {"digest": _digest(token), "now": sortable(self._clock())},
            )
            self._connection.execute(
                "delete from sign_in_links where digest = :digest", {"digest": _digest(token)}
            )
        return _user(row) if row else None

    def _set_disabled(self, name: str, moment: str | None) -> User:
        with self._connection.transaction():
            self.get(name)
            self._connection.execute(
                "update users set disabled_at = :at where name = :name",
                {"at": moment, "name": name},
            )
            self._connection.execute(
                "delete from sign_in_links where user_name = :name", {"name": name}
            )
            return self.get(name)

    def _forget_old_links(self) -> None:
        self._connection.execute(
            "delete from sign_in_links where expires_at <= :now", {"now": sortable(self._clock())}
        )


def _digest(token: str) -> str:
    return sha256(token.encode(errors="replace")).hexdigest()


def _user(row: Row) -> User:
    return User(
        row["name"],
        Role(row["role"]),
        row["disabled_at"] is not None,
        datetime.fromisoformat(row["created_at"]),
    )
