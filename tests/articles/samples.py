"""Articles that the tests of this folder start from."""

from dataclasses import replace
from datetime import date
from typing import Any

from articles.model import Article, Audience, Confidence, State

GOOD = Article(
    id="bits-queue-stuck",
    title="更新一直停在“正在下载 0%”",
    language="zh",
    state=State.PUBLISHED,
    confidence=Confidence.VALIDATED,
    audience=Audience.PUBLIC,
    category="windows-update",
    products=("Windows 10",),
    codes=("0x800705b4",),
    keywords=("BITS",),
    trees=("bits-reset",),
    cases=("CAS-00001-A1B2C3",),
    author="lin",
    reviewer="qiao",
    updated=date(2024, 5, 31),
    issue="检查更新后一直显示“正在下载 0%”，最后报告 0x800705b4。",
    environment="Windows 10 1809 及以上版本。",
    cause="队列里有无法完成的任务。",
    resolution="1. 运行：\n\n   ```cmd\n   bitsadmin.exe /reset /allusers\n   ```\n\n2. 重新检查更新。",
)

GOOD_TEXT = """\
---
id: bits-queue-stuck
title: 更新一直停在“正在下载 0%”
language: zh
state: published
confidence: validated
audience: public
category: windows-update
products: [Windows 10]
codes: ["0x800705b4"]
keywords: [BITS]
trees: [bits-reset]
cases: [CAS-00001-A1B2C3]
author: lin
reviewer: qiao
updated: 2024-05-31
---

## 问题

检查更新后一直显示“正在下载 0%”，最后报告 0x800705b4。

## 环境

Windows 10 1809 及以上版本。

## 原因

队列里有无法完成的任务。

## 解决方法

1. 运行：

   ```cmd
   bitsadmin.exe /reset /allusers
   ```

2. 重新检查更新。
"""


def good(**changes: Any) -> Article:
    """Return the good article with some fields changed."""
    return replace(GOOD, **changes)
