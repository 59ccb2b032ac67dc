"""A small portal: two articles in two languages, one internal, and three trees."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from articles.model import Article, Audience, Confidence, State
from trees.files import load
from trees.model import Tree
from webapp.portal.export import export
from webapp.portal.model import ExportReport, Site

SECRET = "GEHEIM"  # stands in every field and text that must not leave

ARTICLE = Article(
    id="queue-stuck",
    title="更新一直停在“正在下载 0%”",
    language="zh",
    state=State.PUBLISHED,
    confidence=Confidence.VALIDATED,
    audience=Audience.PUBLIC,
    category="windows-update",
    products=("Windows 10",),
    codes=("0x800705b4",),
    keywords=("BITS",),
    trees=("update-fails", f"internal-{SECRET.lower()}"),
    cases=(f"CAS-{SECRET}",),
    author=f"{SECRET}-author",
    reviewer=f"{SECRET}-reviewer",
    updated=date(2024, 5, 31),
    issue="检查更新后一直显示“正在下载 0%”。",
    environment="Windows 10",
    cause="队列里有旧任务，见[内部说明](article:internal-note)和[排查](tree:update-fails)。",
    resolution="### 清空队列\n\n1. 运行：\n\n   ```cmd\n   bitsadmin.exe /reset /allusers\n   ```\n\n2. 重新检查更新。",
)
ENGLISH = replace(
    ARTICLE,
    id="queue-stuck-en",
    language="en",
    title="An update stays at 0 percent",
    translation_of="queue-stuck",
    issue="Downloading stays at 0 percent.",
    cause="Old jobs, see [the note](article:internal-note) and [the guide](tree:update-fails).",
    resolution="1. Run `bitsadmin.exe /reset /allusers`.",
)
ONLY_CHINESE = replace(
    ARTICLE,
    id="blue-screen",
    title="蓝屏 0x1e 时收集什么",
    category="blue-screen",
    codes=("0x1e",),
    products=(),
    trees=(),
    updated=date(2024, 6, 1),
    cause="驱动写坏内存。",
)
INTERNAL = replace(ARTICLE, id="internal-note", title=f"{SECRET} note", audience=Audience.INTERNAL)
DRAFT = replace(ARTICLE, id="draft-note", title=f"{SECRET} draft", state=State.DRAFT)
ARCHIVED = replace(ARTICLE, id="old-note", title=f"{SECRET} old", confidence=Confidence.ARCHIVED)
ARTICLES = (ARTICLE, ENGLISH, ONLY_CHINESE, INTERNAL, DRAFT, ARCHIVED)

UPDATE = f"""\
tree: update-fails
title: {{zh: 更新失败, en: Updates fail}}
summary: {{zh: 更新报错时使用, en: Use this when updates fail}}
languages: [zh, en]
audience: public
symptoms: [{{zh: 更新不动, en: Nothing moves}}]
codes: ["0x800705b4"]
products: [Windows 10]
cases: [CAS-{SECRET}]
start: reach
nodes:
  reach:
    kind: question
    text: {{zh: 能连接吗？, en: Can it be reached?}}
    note: {{zh: {SECRET}, en: {SECRET}}}
    articles: [queue-stuck, internal-note]
    check:
      shell: powershell
      admin: true
      run: Test-NetConnection -Port 80
      read: [{{pattern: '{SECRET}', answer: yes-it-can}}]
    answers:
      yes-it-can: {{text: {{zh: 能, en: It can}}, goto: inner}}
      cannot: {{text: {{zh: 不能, en: It cannot}}, goto: hidden}}
  inner:
    kind: subtree
    tree: bits-part
    text: {{zh: 清空队列, en: Clear the queue}}
    outcomes: {{resolved: done, default: cures}}
  hidden:
    kind: subtree
    tree: internal-{SECRET.lower()}
    outcomes: {{default: collect}}
  collect:
    kind: collect
    text: {{zh: 收集日志, en: Collect logs}}
    items:
      - {{id: log, text: {{zh: 更新日志, en: The log}}, path: 'C:\\Windows\\Logs', required: true}}
      - {{id: list, text: {{zh: 列表, en: The list}}, command: {{shell: cmd, run: driverquery.exe}}}}
    goto: give-up
  cures:
    kind: diagnose
    text: {{zh: 其他原因, en: Other causes}}
    causes: {{cache: 3, image: 1}}
    fixes:
      clean-image: {{text: {{zh: 换镜像, en: Another image}}, minutes: 90, repairs: {{image: 0.9}}}}
      reset-cache:
        text: {{zh: 重建缓存, en: Make the cache anew}}
        minutes: 10
        note: {{zh: {SECRET}, en: {SECRET}}}
        commands: [{{shell: powershell, admin: true, run: Stop-Service wuauserv}}]
        repairs: {{cache: 0.9}}
    questions:
      others:
        text: {{zh: 其他电脑呢？, en: What of other machines?}}
        note: {{zh: {SECRET}, en: {SECRET}}}
        minutes: 2
        answers:
          same: {{text: {{zh: 也失败, en: They fail too}}, given: {{image: 0.9, default: 0.1}}}}
          fine: {{text: {{zh: 正常, en: They are fine}}, given: {{image: 0.1, default: 0.9}}}}
    handover: {{cost: 60, goto: risky}}
    solved: done
  risky:
    kind: action
    text: {{zh: 开启特殊池, en: Turn on special pool}}
    commands: [{{shell: cmd, admin: true, run: verifier.exe /flags 0x1 /all}}]
    risk: {{level: high, warning: {{zh: 可能无法启动, en: It may not start}}}}
    undo: [{{shell: cmd, admin: true, run: verifier.exe /reset}}]
    solved: done
    not_solved: give-up
    declined: give-up
  done: {{kind: outcome, result: resolved, text: {{zh: 好了, en: It works}}, summary: {{zh: 更新恢复, en: Updates work again}}}}
  give-up: {{kind: outcome, result: escalate, text: {{zh: 联系我们, en: Contact us}}}}
"""
PART = """\
tree: bits-part
title: {zh: 清空 BITS 队列, en: Clear the BITS queue}
languages: [zh, en]
audience: public
start: clear
nodes:
  clear:
    kind: action
    text: {zh: 清空, en: Clear it}
    commands: [{shell: cmd, admin: true, run: bitsadmin.exe /reset /allusers}]
    risk: {level: low, warning: {zh: 未完成的下载会丢失, en: Unfinished downloads are lost}}
    solved: ok
    not_solved: nope
  ok: {kind: outcome, result: resolved, text: {zh: 清空了, en: Cleared}}
  nope: {kind: outcome, result: unresolved, text: {zh: 没用, en: No use}}
"""
HIDDEN = f"""\
tree: internal-{SECRET.lower()}
title: {{zh: {SECRET}, en: {SECRET}}}
languages: [zh, en]
start: end
nodes:
  end: {{kind: outcome, result: resolved, text: {{zh: {SECRET}, en: {SECRET}}}}}
"""
TREES: Mapping[str, Tree] = {
    tree.id: tree for tree in (load(text, "") for text in (UPDATE, PART, HIDDEN))
}
SITE = Site(name="晴川支持中心")


def exported(target: Path, **changes: Any) -> ExportReport:
    """Export the small portal, with some arguments changed."""
    given = {"articles": ARTICLES, "trees": TREES, "site": SITE, "findings": (), **changes}
    return export(given.pop("articles"), given.pop("trees"), target, **given)


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
