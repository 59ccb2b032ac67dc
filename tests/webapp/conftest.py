"""A site over a data folder of its own, and three named people in front of it."""

import re
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from kb.cases import (
    Case,
    CaseStatus,
    Fact,
    FactKind,
    Message,
    Resolution,
    Step,
    StepResult,
    Summary,
)
from kb.store import Role
from webapp import create_app
from webapp.services import Services
from webapp.settings import Settings

PEOPLE = {"Lin Engineer": Role.ENGINEER, "Rao Reviewer": Role.REVIEWER, "Ada Admin": Role.ADMIN}
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

CASE = Case(
    number="CAS-05001-A1B2",
    title="更新时出现 0x800705b4",
    customer="晨泽科技有限公司",
    status=CaseStatus.ARCHIVED,
    opened=datetime(2024, 3, 5, 9, 30),
    archived=datetime(2024, 3, 8, 17, 0),
    resolution=Resolution.RESOLVED,
    products=("Windows 10",),
    codes=("0x800705b4",),
    summary=Summary("更新下载失败", "连接正常，缓存损坏", "重命名 SoftwareDistribution 后恢复"),
    steps=(Step("重命名 SoftwareDistribution", StepResult.WORKED, 2, "Lin Engineer"),),
    facts=(Fact(FactKind.CODE, "0x800705b4", 1, 1, 5, 15),),
    messages=(
        Message(
            1,
            datetime(2024, 3, 5, 9, 30),
            "吴琳 <wu@chenze.example>",
            (),
            (),
            "更新",
            "下载报错 0x800705b4",
        ),
        Message(
            2, None, "Lin Engineer", (), (), "回复", "登录密码：[removed:password]\n<b>请重试</b>"
        ),
    ),
)


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with one case, everything that is shipped, and the three people."""
    data = tmp_path_factory.mktemp("prepared")
    services = Services(Settings(data=data))
    with services.open_store() as store:
        store.cases.put(CASE)
        for name, role in PEOPLE.items():
            store.users.add(name, role)
        services.index.refresh(store)
    services.index.close()
    return data


@pytest.fixture
def settings(prepared: Path, tmp_path: Path) -> Settings:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    return Settings(data=data, language="en")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    app = create_app(settings)
    app.testing = True
    yield app
    app.extensions["casepath"].index.close()


@pytest.fixture
def services(app: Flask) -> Services:
    found: Services = app.extensions["casepath"]
    return found


class Visitor:
    """Somebody with a browser: gets pages, sends forms with their token."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, buffered=True)

    def text(self, path: str) -> str:
        answer = self.client.get(path, follow_redirects=True)
        assert answer.status_code == 200, answer.status
        return answer.get_data(as_text=True)

    def post(self, path: str, /, **fields: object) -> TestResponse:
        token = TOKEN.search(self.client.get("/sign-in").get_data(as_text=True))
        assert token is not None
        return self.client.post(
            path, data={"csrf_token": token.group(1), **fields}, follow_redirects=True
        )


@pytest.fixture
def stranger(app: Flask) -> Visitor:
    return Visitor(app.test_client())


@pytest.fixture
def sign_in(app: Flask, services: Services) -> Callable[[str], Visitor]:
    def follow_link(name: str) -> Visitor:
        with services.open_store() as store:
            token = store.users.new_link(name)
        client = app.test_client()
        assert client.get(f"/sign-in/{token}").status_code == 302
        return Visitor(client)

    return follow_link


@pytest.fixture
def engineer(sign_in: Callable[[str], Visitor]) -> Visitor:
    return sign_in("Lin Engineer")


@pytest.fixture
def reviewer(sign_in: Callable[[str], Visitor]) -> Visitor:
    return sign_in("Rao Reviewer")


@pytest.fixture
def admin(sign_in: Callable[[str], Visitor]) -> Visitor:
    return sign_in("Ada Admin")
