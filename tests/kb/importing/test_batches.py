import os
from base64 import encodebytes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cases import Case, CaseStatus
from kb.importing import ImportReport, import_paths, refresh
from kb.mail import Limits
from kb.redaction import Redactor
from kb.redaction.model import Redaction
from kb.store import Store, open_store
from tests.kb.mail.builders import (
    BO,
    LETTERS,
    LIN,
    NUMBER,
    START,
    SUBJECT,
    TEXTS,
    Letter,
    attribution,
    block,
    chain,
    eml,
    marked,
    mbox,
    numbered,
)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(tmp_path / "data") as opened:
        yield opened


@contextmanager
def fresh() -> Iterator[tuple[Store, Path]]:
    """A store and a folder of its own, for one example of many."""
    with TemporaryDirectory() as folder, open_store(Path(folder, "data")) as opened:
        yield opened, Path(folder)


def bring(store: Store, *paths: Path) -> ImportReport:
    """Import without anything special."""
    return import_paths(store, paths, redactor=Redactor())


def counts(report: ImportReport) -> tuple[int, int, int, int]:
    """New, changed and unchanged cases, and messages."""
    return len(report.new), len(report.changed), len(report.unchanged), report.messages


def write(folder: Path, name: str, content: str | bytes) -> Path:
    """A file in a folder that is made if need be."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_a_chain_becomes_a_case_of_all_its_messages(store: Store, tmp_path: Path) -> None:
    report = bring(store, write(tmp_path, "chain.txt", chain(LETTERS)))
    assert (report.files, counts(report), report.failed) == (1, (1, 0, 0, 6), ())
    case = store.cases.get(NUMBER)
    assert [message.body for message in case.messages] == TEXTS
    assert [message.n for message in case.messages] == [1, 2, 3, 4, 5, 6]
    assert (case.title, case.customer) == (
        "西陵软件帮东湖纺织有限公司反馈打印缓慢",
        "东湖纺织有限公司",
    )
    assert case.codes == ("0x800705b4",)


def test_a_case_is_archived_by_its_archive_mail(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "a.txt", numbered(LETTERS)))
    case = store.cases.get(NUMBER)
    assert (case.status, case.opened) == (CaseStatus.ARCHIVED, LETTERS[0].sent_at)
    assert case.archived == LETTERS[5].sent_at


def test_an_archive_mail_without_a_time_gives_none(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "a.txt", chain(LETTERS)))
    case = store.cases.get(NUMBER)
    assert (case.status, case.archived) == (CaseStatus.ARCHIVED, None)
    assert case.opened == datetime(2020, 3, 2, 9, 15)


def test_a_case_without_an_archive_mail_is_open(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "a.txt", numbered(LETTERS[:5])))
    case = store.cases.get(NUMBER)
    assert (case.status, case.archived) == (CaseStatus.OPEN, None)


def test_the_same_file_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", chain(LETTERS))
    bring(store, path)
    before = store.changes.last()
    assert counts(bring(store, path)) == (0, 0, 1, 0)
    assert store.changes.last() == before


def test_a_longer_version_adds_only_the_new_messages(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "old.txt", numbered(LETTERS[:3])))
    report = bring(store, write(tmp_path, "new.txt", numbered(LETTERS)))
    assert counts(report) == (0, 1, 0, 3)
    assert [message.body for message in store.cases.get(NUMBER).messages] == TEXTS


def test_a_newest_message_without_a_header_is_known_again_when_it_has_one(
    store: Store, tmp_path: Path
) -> None:
    bring(store, write(tmp_path, "a.txt", chain(LETTERS[:4])))
    bring(store, write(tmp_path, "b.txt", chain(LETTERS)))
    messages = store.cases.get(NUMBER).messages
    assert [message.body for message in messages] == TEXTS
    assert [message.sent_at is None for message in messages] == [False] * 5 + [True]


def test_files_of_one_case_that_arrive_apart_are_one_case(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "a.eml", eml(LETTERS[2])))
    bring(
        store, write(tmp_path, "b.eml", eml(LETTERS[0])), write(tmp_path, "c.eml", eml(LETTERS[1]))
    )
    assert [message.body for message in store.cases.get(NUMBER).messages] == TEXTS[:3]


def test_forms_mixed_in_folders_give_each_message_once(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "mixed"
    write(folder, "deep/er/one.eml", eml(LETTERS[0]))
    write(folder, "box.mbox", mbox([eml(each) for each in LETTERS[1:4]]))
    write(folder, "chain.txt", chain(LETTERS))
    write(folder, "export.txt", numbered(LETTERS[:5]))
    report = bring(store, folder)
    assert (report.files, counts(report)) == (4, (1, 0, 0, 6))
    assert [message.body for message in store.cases.get(NUMBER).messages] == TEXTS


def test_bad_files_are_listed_and_all_others_go_in(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "files"
    write(folder, "good.eml", eml(LETTERS[0]))
    write(folder, "empty.txt", "")
    write(folder, "binary.eml", b"\x7fELF" + bytes(500))
    write(folder, "line.txt", "x" * 3_000_000)
    write(folder, "unknown.txt", "just a note\nof two lines")
    (folder / "loop").symlink_to(folder / "loop")
    (folder / "dangling").symlink_to(folder / "nothing")
    os.mkfifo(folder / "pipe")
    report = bring(store, folder, tmp_path / "missing")
    assert counts(report) == (1, 0, 0, 1)
    assert [(Path(each.path).name, each.error) for each in report.failed] == [
        ("binary.eml", "binary data of a kind that holds no mail"),
        ("dangling", "cannot be read: No such file or directory"),
        ("empty.txt", "the file is empty"),
        ("line.txt", "a line of more than 1,000,000 characters: this is no mail"),
        ("loop", "cannot be read: Too many levels of symbolic links"),
        ("pipe", "not a file that can be read: name a file or a folder"),
        ("unknown.txt", "neither a mail, a mailbox nor a saved thread: no header found"),
        ("missing", "cannot be read: No such file or directory"),
    ]


def test_the_report_is_what_the_command_prints(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "files/a.eml", eml(LETTERS[0]))
    write(tmp_path, "files/b.txt", "")
    report = bring(store, tmp_path / "files").as_json()
    assert report.pop("seconds") >= 0
    assert report == {
        "files": 2,
        "cases": {"new": 1, "changed": 0, "unchanged": 0},
        "messages": 1,
        "redactions": 0,
        "failed": [{"path": str(tmp_path / "files/b.txt"), "error": "the file is empty"}],
    }


def test_progress_is_told_of_every_file(store: Store, tmp_path: Path) -> None:
    write(tmp_path, "files/a.eml", eml(LETTERS[0]))
    write(tmp_path, "files/b.txt", "")
    told: list[tuple[int, int, str]] = []
    import_paths(
        store, [tmp_path / "files"], redactor=Redactor(), progress=lambda *each: told.append(each)
    )
    assert [(done, of, Path(path).name) for done, of, path in told] == [
        (1, 2, "a.eml"),
        (2, 2, "b.txt"),
    ]


def test_hidden_files_and_mails_under_way_are_passed_over(store: Store, tmp_path: Path) -> None:
    maildir = tmp_path / "maildir"
    write(maildir, "cur/1.host:2,S", eml(LETTERS[0]))
    write(maildir, "new/2.host", eml(LETTERS[1]))
    write(maildir, "tmp/3.host", eml(LETTERS[2]))
    write(maildir, ".DS_Store", b"\x00\x01")
    report = bring(store, maildir)
    assert (report.files, counts(report), report.failed) == (2, (1, 0, 0, 2), ())


def test_secrets_never_reach_the_store(store: Store, tmp_path: Path) -> None:
    letters = [
        Letter(LIN, START, "账号：tern-upload7\n密码：Qz7-fakeword-19", subject=SUBJECT),
        Letter(
            BO,
            START + timedelta(hours=1),
            "用 Qz7-fakeword-19 登录成功",
            subject=f"答复: {SUBJECT}",
        ),
    ]
    report = bring(store, write(tmp_path, "a.txt", chain(letters)))
    assert report.redactions > 0
    store.close()
    stored = b"".join(
        path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()
    )
    assert b"Qz7-fakeword-19" not in stored
    assert b"tern-upload7" not in stored
    assert NUMBER.encode() in stored


def test_a_secret_is_known_again_in_a_file_that_does_not_say_what_it_is(tmp_path: Path) -> None:
    told = Letter(LIN, START, "密码：Qz7-fakeword-19", subject=SUBJECT)
    used = Letter(
        BO,
        START + timedelta(hours=1),
        "（Qz7-fakeword-19）不行，x=Qz7-fakeword-19;",
        subject=SUBJECT,
    )
    for name, letters in {"a": [told, used], "b": [used, told]}.items():
        with open_store(tmp_path / name) as store:
            for n, letter in enumerate(letters):
                bring(store, write(tmp_path, f"{name}{n}.eml", eml(letter)))
            assert [message.body for message in store.cases.get(NUMBER).messages] == [
                "密码：[removed:password]",
                "（[removed:password]）不行，x=[removed:password];",
            ]


def test_a_file_with_secrets_again_changes_nothing(store: Store, tmp_path: Path) -> None:
    letters = [
        Letter(LIN, START, "密码：Qz7-fakeword-19"),
        Letter(BO, START + timedelta(hours=1), "收到"),
    ]
    path = write(tmp_path, "a.txt", chain(letters))
    bring(store, path)
    assert counts(bring(store, path)) == (0, 0, 1, 0)


def test_large_imports_go_in_batches_and_come_out_the_same(tmp_path: Path) -> None:
    many = [
        Letter(
            LIN,
            START + timedelta(minutes=n),
            f"message {n}",
            subject=f"[CAS-{10_000 + n % 7}-ABCDEF] x",
        )
        for n in range(1_050)
    ]
    path = write(tmp_path, "all.mbox", mbox([eml(each) for each in many]))
    with open_store(tmp_path / "data") as store:
        report = bring(store, path)
        assert counts(report) == (7, 0, 0, 1_050)
        assert len(store.cases.get("CAS-10003-ABCDEF").messages) == 150


def test_mails_without_a_number_join_when_one_brings_it(store: Store, tmp_path: Path) -> None:
    plain = [Letter(LIN, START, "请重启", subject="打印缓慢", message_id="1@tern.example")]
    bring(store, write(tmp_path, "a.eml", eml(plain[0])))
    (made,) = store.cases.numbers()
    answer = Letter(
        BO,
        START + timedelta(hours=1),
        "好的",
        to=(LIN,),
        subject=SUBJECT,
        message_id="2@l",
        references=("1@tern.example",),
    )
    report = bring(store, write(tmp_path, "b.eml", eml(answer)))
    assert (made[:5], store.cases.numbers()) == ("MAIL-", [NUMBER])
    assert [message.body for message in store.cases.get(NUMBER).messages] == ["请重启", "好的"]
    assert counts(report) == (1, 0, 0, 2)


def test_an_answer_without_a_number_joins_the_case_that_it_answers(
    store: Store, tmp_path: Path
) -> None:
    bring(store, write(tmp_path, "a.eml", eml(LETTERS[0])))
    answer = Letter(
        LIN,
        START + timedelta(hours=1),
        "好的",
        subject="Re: x",
        message_id="9@t",
        references=("0@tern.example",),
    )
    bring(store, write(tmp_path, "b.eml", eml(answer)))
    assert store.cases.numbers() == [NUMBER]
    assert len(store.cases.get(NUMBER).messages) == 2


def test_an_answer_joins_by_what_it_refers_to_though_its_subject_has_changed(
    store: Store, tmp_path: Path
) -> None:
    bring(store, write(tmp_path, "a.eml", eml(LETTERS[0])))
    other = Letter(
        "Hu <hu@hill.example>",
        START + timedelta(days=200),
        "还是慢",
        subject="新的问题",
        message_id="9@hill.example",
        references=("0@tern.example",),
    )
    bring(store, write(tmp_path, "b.eml", eml(other)))
    assert [message.body for message in store.cases.get(NUMBER).messages] == [TEXTS[0], "还是慢"]


def test_a_mail_that_comes_after_its_answer_joins_the_answer(store: Store, tmp_path: Path) -> None:
    bring(
        store, write(tmp_path, "b.eml", eml(replace(LETTERS[1], references=("lost@hill.example",))))
    )
    first = Letter(
        "Hu <hu@hill.example>", START - timedelta(days=200), "打不了", subject="求助",
        message_id="lost@hill.example",
    )  # fmt: skip
    bring(store, write(tmp_path, "a.eml", eml(first)))
    assert [message.body for message in store.cases.get(NUMBER).messages] == ["打不了", TEXTS[1]]


def test_two_cases_become_one_when_a_late_mail_ties_them(store: Store, tmp_path: Path) -> None:
    first = Letter(BO, START, "慢", subject="打印慢", message_id="1@x")
    last = Letter(
        LIN,
        START + timedelta(days=1),
        "好了",
        subject="驱动",
        message_id="3@x",
        references=("2@x",),
    )
    tie = Letter(
        LIN,
        START + timedelta(hours=1),
        "请更新",
        subject="更新",
        message_id="2@x",
        references=("1@x",),
    )
    for n, letter in enumerate([first, last]):
        bring(store, write(tmp_path, f"{n}.eml", eml(letter)))
    assert len(store.cases.numbers()) == 2
    bring(store, write(tmp_path, "tie.eml", eml(tie)))
    (case,) = store.cases.in_order()
    assert [message.body for message in case.messages] == ["慢", "请更新", "好了"]


@st.composite
def conversations(draw: st.DrawFn) -> list[Letter]:
    """Letters that each answer an earlier one; subjects change, few state the case number."""
    subjects = st.sampled_from([SUBJECT, "打印慢", "答复: 打印慢", "新的问题", ""])
    letters = [Letter(BO, START, TEXTS[0], subject=draw(subjects), message_id="0@x")]
    for n in range(1, draw(st.integers(2, 6))):
        before = letters[draw(st.integers(0, n - 1))]
        whole = (*before.references, before.message_id)
        letters.append(
            Letter(
                (BO, LIN)[n % 2],
                START + timedelta(days=n),
                f"{TEXTS[n]} {n}",
                subject=draw(subjects),
                message_id=f"{n}@x",
                references=whole if draw(st.booleans()) else whole[-1:],
            )
        )
    return letters


@settings(max_examples=25, deadline=None)
@given(
    conversations().flatmap(
        lambda letters: st.tuples(
            st.permutations(letters), st.lists(st.booleans(), min_size=6, max_size=6)
        )
    )
)
def test_files_that_arrive_apart_in_any_order_give_the_case_of_all_together(
    drawn: tuple[list[Letter], list[bool]],
) -> None:
    letters, cuts = drawn
    groups: list[list[bytes]] = [[]]
    for letter, cut in zip(letters, cuts, strict=False):
        groups[-1].append(eml(letter))
        if cut:
            groups.append([])
    with fresh() as (store, folder):
        bring(store, write(folder, "all.mbox", mbox([each for group in groups for each in group])))
        together = list(store.cases.in_order())
    with fresh() as (store, folder):
        for n, group in enumerate(filter(None, groups)):
            bring(store, write(folder, f"{n}.mbox", mbox(group)))
        assert list(store.cases.in_order()) == together
    assert len(together) == 1


def test_cases_are_understood_anew_without_their_files(store: Store, tmp_path: Path) -> None:
    bring(store, write(tmp_path, "a.txt", numbered(LETTERS)))
    case = store.cases.get(NUMBER)
    store.cases.put(replace(case, codes=(), facts=(), steps=(), status=CaseStatus.OPEN))
    told: list[tuple[int, int, str]] = []
    report = refresh(store, redactor=Redactor(), progress=lambda *each: told.append(each))
    assert (store.cases.get(NUMBER), told) == (case, [(1, 1, NUMBER)])
    assert counts(report) == (0, 1, 0, 0)
    assert counts(refresh(store, redactor=Redactor())) == (0, 0, 1, 0)


def test_secrets_that_are_known_only_today_are_removed_from_old_cases(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.eml", eml(Letter(LIN, START, "密码：Qz7-fakeword-19")))
    import_paths(store, [path], redactor=Blind())
    assert store.cases.get(NUMBER).messages[0].body == "密码：Qz7-fakeword-19"
    assert refresh(store, redactor=Redactor()).redactions == 1
    assert store.cases.get(NUMBER).messages[0].body == "密码：[removed:password]"


class Blind:
    """Knows no secrets, like a version of long ago."""

    def secrets(self, texts: Sequence[str]) -> tuple[Redaction, ...]:
        return tuple(Redaction(text, ()) for text in texts)


def with_file(letter: Letter, name: str, content: bytes) -> bytes:
    """A letter with a file."""
    head, _, _ = eml(letter).partition(b"MIME-Version")
    return (
        head
        + b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n"
        + letter.body.encode()
        + f'\r\n--b\r\nContent-Type: application/octet-stream; name="{name}"\r\n'.encode()
        + b"Content-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(content)
        + b"--b--\r\n"
    )


def test_an_attached_text_is_kept_only_where_that_is_asked_for(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path, "a.eml", with_file(LETTERS[0], "cbs.log", "打印失败 0x1f".encode("gbk")))
    bring(store, path)
    (without,) = store.cases.get(NUMBER).messages[0].attachments
    report = import_paths(store, [path], redactor=Redactor(), limits=Limits(attachment=100))
    (kept,) = store.cases.get(NUMBER).messages[0].attachments
    assert (without.text, kept) == ("", replace(without, text="打印失败 0x1f"))
    assert counts(report) == (0, 1, 0, 0)
    assert counts(bring(store, path)) == (0, 0, 1, 0)


def test_a_secret_of_an_attached_text_is_removed_everywhere(store: Store, tmp_path: Path) -> None:
    told = with_file(LETTERS[0], "Qz7-fakeword-19.txt", b"password: Qz7-fakeword-19")
    used = eml(replace(LETTERS[1], body="用 Qz7-fakeword-19 登录"))
    report = import_paths(
        store,
        [write(tmp_path, "a.eml", told), write(tmp_path, "b.eml", used)],
        redactor=Redactor(),
        limits=Limits(attachment=100),
    )
    first, second = store.cases.get(NUMBER).messages
    (kept,) = first.attachments
    assert kept.text == "password: [removed:password]"
    assert kept.name == "[removed:password].txt"
    assert second.body == "用 [removed:password] 登录"
    assert report.redactions == 2


def test_limits_are_those_given(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, "a.txt", chain(LETTERS))
    report = import_paths(store, [path], redactor=Redactor(), limits=Limits(text=50))
    assert [each.error for each in report.failed] == ["larger than 50 bytes, and not a mailbox"]


def quoted(letters: Sequence[Letter], how: str) -> bytes:
    """The newest letter as a mail, with the older ones quoted below it."""
    *older, newest = letters
    text = newest.body
    if how == "blocks":
        text += "".join(f"\n\n{block(each)}\n\n{each.body}" for each in reversed(older))
    else:
        below = ""
        for each in older:
            below = f"{attribution(each)}\n\n{marked(each.body + below)}"
            below = f"\n\n{below}"
        text += below
    return eml(newest, text)


FILES = st.tuples(
    st.integers(2, 6), st.sampled_from(["chain", "numbered", "blocks", "marks", "mail"])
)


def made(letters: Sequence[Letter], file: tuple[int, str]) -> bytes:
    """A file of the first letters, in some form."""
    count, how = file
    part = letters[:count]
    match how:
        case "chain":
            return chain(part).encode()
        case "numbered":
            return numbered(part).encode()
        case "mail":
            return eml(part[-1])
    return quoted(part, how)


def imported(
    files: Sequence[tuple[int, str]], letters: Sequence[Letter], *, at_once: bool
) -> Iterator[Case]:
    """All cases of a new store after an import of some files, one by one or all together."""
    with fresh() as (store, folder):
        paths = [write(folder, f"in/{n}", made(letters, file)) for n, file in enumerate(files)]
        for group in [paths] if at_once else [[path] for path in paths]:
            bring(store, *group)
        yield from list(store.cases.in_order())


@settings(max_examples=12, deadline=None)
@given(
    st.lists(FILES, min_size=2, max_size=4).flatmap(
        lambda files: st.tuples(st.just(files), st.permutations(files))
    )
)
def test_the_order_of_the_import_does_not_matter(
    both: tuple[list[tuple[int, str]], list[tuple[int, str]]],
) -> None:
    together = list(imported(both[0], LETTERS, at_once=True))
    assert list(imported(both[0], LETTERS, at_once=False)) == together
    assert list(imported(both[1], LETTERS, at_once=False)) == together
    held = {n for count, how in both[0] for n in range(count - 1 if how == "mail" else 0, count)}
    assert [message.body for case in together for message in case.messages] == [
        text for n, text in enumerate(TEXTS) if n in held
    ]


@settings(max_examples=5, deadline=None)
@given(st.permutations([(n, "marks") for n in range(1, 5)]))
def test_the_order_does_not_matter_without_a_number_either(files: list[tuple[int, str]]) -> None:
    letters = [
        Letter(
            each.sender,
            each.sent_at,
            each.body,
            each.to,
            subject="答复: 打印慢" if n else "打印慢",
            message_id=f"{n}@x",
        )
        for n, each in enumerate(LETTERS)
    ]
    together = list(imported(sorted(files), letters, at_once=True))
    assert list(imported(files, letters, at_once=False)) == together
    assert [message.body for message in together[0].messages] == TEXTS[:4]
