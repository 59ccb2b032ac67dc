"""The real commands on a data folder of their own."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from webapp.cli import cli
from webapp.settings import Settings


@dataclass
class Answer:
    """What a command printed, and its exit status."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        assert self.err == ""
        return json.loads(self.out)

    @property
    def refusal(self) -> str:
        """The one line of an error."""
        assert (self.code, self.out) == (1, "")
        assert self.err.count("\n") == 1
        return self.err.removeprefix("casepath: ").rstrip("\n")


@dataclass
class Casepath:
    """`casepath` with the data folder in its environment."""

    data: Path

    def __call__(
        self, *words: str, typed: str | bytes = "", environ: Mapping[str, str] | None = None
    ) -> Answer:
        given = {"CASEPATH_DATA": str(self.data), "CASEPATH_LANGUAGE": "en"}
        done = CliRunner().invoke(
            cli, words, input=typed, env=given | dict(environ or {}), catch_exceptions=False
        )
        return Answer(done.exit_code, done.stdout, done.stderr)

    def ok(self, *words: str, typed: str = "") -> str:
        answer = self(*words, typed=typed)
        assert (answer.code, answer.err) == (0, "")
        return answer.out


@pytest.fixture
def casepath(settings: Settings) -> Casepath:
    """On a copy of the prepared folder: one case, everything shipped, three people."""
    return Casepath(settings.data)


@pytest.fixture
def empty(tmp_path: Path) -> Casepath:
    """On a folder that does not exist yet."""
    return Casepath(tmp_path / "empty")


EXPORT = """\
邮件主题：回复: [案例号: CAS-07777-Q1W2 ] % 客户反馈更新失败 % 初次响应

====第1封邮件====

发件人：Lin Qiao
发送时间：2023-03-01 09:00:00.000000+00:00
邮件内容:
更新到 KB5023696 时报错 0x80070643。
密码：Kestrel#2291

====第2封邮件====

发件人：Zhou Wen
发送时间：2023-03-01 10:00:00.000000+00:00
邮件内容:
请先清理 SoftwareDistribution 文件夹。
"""
THIRD = """
====第3封邮件====

发件人：Lin Qiao
发送时间：2023-03-02 10:00:00.000000+00:00
邮件内容:
清理以后更新成功。
"""


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """A numbered export of two messages, one of them with a password."""
    path = tmp_path / "mails" / "export.txt"
    path.parent.mkdir()
    path.write_text(EXPORT, encoding="utf-8")
    return path
