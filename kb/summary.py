"""The summary of a case: what the archive mail says, split into its three parts."""

import re
from collections.abc import Sequence

from kb.cases import Message, Resolution, Summary

_HEADINGS = (
    ("problem", re.compile(r"^\s*(?:问题定义|案例范围|Problem|Scope)\s*[:：]\s*(.*)$", re.I)),
    (
        "analysis",
        re.compile(r"^\s*(?:问题分析|案例进展|案例分析|Analysis|Progress)\s*[:：]\s*(.*)$", re.I),
    ),
    ("conclusion", re.compile(r"^\s*(?:问题总结|案例结果|Conclusion)\s*[:：]\s*(.*)$", re.I)),
)


def summarise(messages: Sequence[Message]) -> Summary:
    """Split the archive mail of a case into problem, analysis and conclusion."""
    for message in reversed(messages):
        parts = _split(message.body)
        if parts.get("problem") and len(parts) > 1:
            return Summary(parts["problem"], parts.get("analysis", ""), parts.get("conclusion", ""))
    return Summary(extracted=True)


def resolution(summary: Summary, messages: Sequence[Message]) -> Resolution | None:
    """How the case ended, as far as the conclusion says so."""
    text = summary.conclusion
    if "第三方" in text or "third-party" in text.lower():
        return Resolution.THIRD_PARTY
    return Resolution.UNRESOLVED if messages and text else None


def _split(body: str) -> dict[str, str]:
    parts: dict[str, str] = {}
    current = ""
    for line in body.split("\n"):
        for name, pattern in _HEADINGS:
            if match := pattern.match(line):
                current, line = name, match[1]
        if current and line.strip():
            parts[current] = f"{parts.get(current, '')}\n{line.strip()}".strip()
    return parts
