"""What a value looks like by itself, and where it ends."""

import re
from enum import IntEnum
from typing import Final

from kb.redaction.words import words

LONGEST: Final = 128
"""Characters that a value may have; what is longer is no password that anybody typed."""

_STRONG_LENGTH: Final = 6
_MIXES: Final = 2

_QUOTES: Final = {
    '"': '"', "'": "'", "“": "”", "‘": "’", "`": "`", "「": "」", "『": "』", "”": "”",
}  # fmt: skip
_TRAILING: Final = ".,;:>\"'`*_|’”…\\"
_BRACKETS: Final = {")": "(", "]": "[", "}": "{"}

_RUN: Final = re.compile(
    "[^\\s\u3400-\u9fff\uf900-\ufaff，。；！？、（）《》〈〉【】「」『』“”‘’…—|]+"
)
# Where a run of characters stops being the value: a tag, the next `key=`, punctuation in front of
# a blank or of Chinese, an escaped line end, a mark that stands for something removed before.
_CUT: Final = re.compile(
    r"</|<(?:b|i|u|p|br|t[drh]|div|span|font|strong|em|a|li|ul|code|pre|o:p|h\d|table|value|string)\b|&(?!amp;)[a-z]{2,8};|&#\d+;|[,;|&?][ \t]{0,2}[A-Za-z_][\w .-]{0,30}[:=]"
    r"|[,;](?=[^!-~]|$)|\\[rn](?:\\[rn])*(?=[^!-~]|$|[\"')]|[A-Za-z_ ]{1,20}[:=])"
    r"|\]\[|\][,;]|\[removed:|\[[a-z-]{1,20}-[0-9A-F]{4,}\]"
)
_BAR: Final = re.compile(r"\|[!-{}~]+")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_SYMBOL: Final = re.compile(r"[!@#$%^&*+=~?]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_DIGIT: Final = re.compile(r"\d")
_NAMED: Final = re.compile("password|passwd|pwd")
_WORDY: Final = re.compile(r"[^\W\d_]+(?:[-'’/._][^\W\d_]+)*")
_ZEROS: Final = re.compile("0{4,8}")
_NEVER: Final = re.compile(
    r"""(?x)(?i:
      # codes, builds, GUIDs, KB, CVE and case numbers
      cas-\d{4,}(?:-\w+)? | @?0x[0-9a-f`]+ | urn:.* | rfc\d+\w* | %[dsxlu].* | xts-aes.* | kb\d{6,7} | \{?[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\}? | v?\d+(?:\.\d+){2,4} | cve-\d+-\d+ | ms\d\d-\d{3}
      # paths, URLs, registry keys, files
    | [a-z]:[\\/].* | \\\\.+ | [a-z][a-z0-9+.-]*://.* | (?:hklm|hkcu|hkey_\w+)(?:\\.*)? | /(?:etc|usr|var|home|opt|tmp)/.*
    | [\w.-]+\.(?:exe|dll|sys|log|txt|docx?|xlsx?|pptx?|zip|rar|7z|cab|etl|dmp|msi|msu|msc|cpl|ps1|bat|cmd|reg|xml|json|ini|pdf|png|
      jpe?g|evtx?|inf|cat|iso|vhdx?|html?|aspx?|csv|pst|ost|conf|pfx|pem|rdp|adml|admx|mof)
      # kernel addresses, debugger commands, names in programs
    | ffff[0-9a-f]{4,12} | \d{4}-\d\d-\d\d(?:t.*)? | \d{1,2}:\d\d(?::\d\d)?.* | 0{4,}[0-9a-f]{4,12} | ![a-z]+ | \w+(?:::\w+)+ | u?int\d+(?:_t)? | nullptr | l""? | [a-z]\w*\.(?:pass\w*|pwd|user\w*)
    | (?:user|kernel|advapi|shell|gdi|ole|msvcr|msvcp|comctl|ws2_|netapi|secur|crypt|wow|vmw?)\d+
      # variables, placeholders, masks
    | (?:your|the|some|example|sample|enter)[-_ ]?\w*(?:pass\w*|pwd|pw|secret|token|key)\w* | (?-i:[A-Z]+(?:_[A-Z]+)+) | (?-i:[A-Z][A-Z0-9]*(?:_[A-Z0-9]+){2,}) | win32_\w+ | .*\.pub
    | %[\w()]+%.* | %\w? | &h[0-9a-f]+ | \#[0-9a-f]{6} | \$(?:env:|\(|\{).* | \$[a-z_]+(?:\.[a-z_]+)* | <[^<>]*> | <[a-z _-]* | \{+[a-z_ .$-]*\}* | \[[a-z _.-]*\]? | \([a-z _.-]*\)?
    | (?:x{3,}|[*.●•·_?=#-]{2,}|[?_-])
      # switches, calls, cmdlets, types
    | -{1,2}[a-z][a-z-]*(?:[ :].*)? | /[a-z]+(?::.*)? | (?:os|process|system|config|self|this|env|settings|args|request|secrets)\.[\w.]*.* | get\w*\(.* | input\(.*
    | prompt\(.* | \w+\(\) | [a-z_]\w*(?:\.\w+)+\(.* | [a-z_]{4,}\( | \([a-z_]+\*?\)[a-z_]+ | [a-z_.:]{4,}\((?:l?"|\w+\(|[a-z]).* | (?:read|get|new|convertto|convertfrom|set|import|export|add|install|out)-[a-z]+
      # amounts, ranges, algorithms with their size
    | \d{1,3}(?:[.,]\d+)?(?:st|nd|rd|th|d|h|s|ms|m|min|kb|mb|gb|tb|k|x|%|days?|hours?|minutes?|chars?|characters?|times?|bits?|bytes?)
    | \d{1,3}[-~+]\d{0,3}
    | (?:aes|rc4|sha|md|des|hmac|tls|ssl|ntlmv?|smbv?|wpa|win|windows|office|outlook|exchange|sql|server|ie|tpm|snmpv?|ipv|rsa|base|utf|ctrl|alt|shift)
      [-_/+]?(?:\d[\d.]*|[a-z])(?:[-_/+][a-z0-9+]+)*
    )"""
)


class Shape(IntEnum):
    """How much a value looks like a password, without its place."""

    NEVER = 0
    HAN = 1
    WORD = 2
    DIGITS = 3
    MIXED = 4
    STRONG = 5


def shape(value: str) -> Shape:
    """What a value looks like."""
    if _ZEROS.fullmatch(value):
        return Shape.DIGITS
    if _NEVER.fullmatch(value) or value.lower() in words("secrets", "technical"):
        return Shape.NEVER
    if _HAN.search(value):
        return Shape.HAN
    if _WORDY.fullmatch(value) or (value[-1] in "!?" and is_frequent(value[:-1])):
        return Shape.WORD
    if value.isdigit():
        return Shape.DIGITS
    return _mixed(value)


def _mixed(value: str) -> Shape:
    kinds = bool(_LETTER.search(value)) + bool(_DIGIT.search(value)) + bool(_SYMBOL.search(value))
    if len(value) >= _STRONG_LENGTH and kinds >= _MIXES:
        return Shape.STRONG
    return Shape.MIXED if kinds else Shape.NEVER


def has_symbol(value: str) -> bool:
    """Whether one of the signs stands in it that people put into passwords."""
    return bool(_SYMBOL.search(value))


def has_han(value: str) -> bool:
    """Whether a Chinese character stands in it."""
    return bool(_HAN.search(value))


def is_frequent(value: str) -> bool:
    """Whether a word is one of everyday support English."""
    return value.lower() in words("english", "frequent")


def is_weak(value: str) -> bool:
    """Whether a word is known as a password that people choose."""
    return value.lower() in words("english", "weak")


def is_account_word(value: str) -> bool:
    """Whether a word of everyday English is known as the name of an account."""
    return value.lower() in words("secrets", "accounts")


def told(value: str) -> bool:
    """Whether a word tells of a password instead of being one (`required`, `wrong`)."""
    lower = value.lower().rstrip("!?")
    named = value.isalpha() and bool(_NAMED.search(lower)) and value != "password"
    return named or lower in words("secrets", "told")


def is_common(value: str) -> bool:
    """Whether a value stands in texts for many other reasons than being a secret."""
    common = value.lower() in words("secrets", "common") or is_frequent(value)
    return common or told(value) or shape(value) == Shape.NEVER


def trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The value proper: to the closing quote if one opens before it, else less its decoration."""
    close = _closing(text, start)
    if close:
        return start, close
    end = max(end, _run_end(text, start))
    if cut := _CUT.search(text, start, end):
        end = cut.start()
    return _bare(text, start, end)


def _bare(text: str, start: int, end: int) -> tuple[int, int] | None:
    """A value without quotes, brackets and Markdown around it, whatever their order."""
    before = None
    while before != (start, end) and end > start:
        before = (start, end)
        while end > start and _is_decoration(text, start, end):
            end -= 1
        if text.startswith("**", start) and end - start > _MIXES:
            start += _MIXES
        if end - start > 1 and _BRACKETS.get(text[end - 1]) == text[start]:
            start, end = start + 1, end - 1
    return (start, end) if end > start else None


def _run_end(text: str, start: int) -> int:
    run = _RUN.match(text, start, start + LONGEST)
    if run is None:
        return start
    bar = _BAR.match(text, run.end(), start + LONGEST)
    if bar is None or text.count("|", *_line(text, start)) > 1:
        return run.end()
    return bar.end()


def _line(text: str, place: int) -> tuple[int, int]:
    end = text.find("\n", place)
    return text.rfind("\n", 0, place) + 1, end if end >= 0 else len(text)


def in_quotes(text: str, start: int) -> bool:
    """Whether a quote opens right before a place and closes on the same line."""
    return _closing(text, start) > 0


def _closing(text: str, start: int) -> int:
    before = text[start - 1] if start else ""
    if before not in _QUOTES:
        return 0
    close = _close(text, start, _QUOTES[before])
    return 0 if close <= start or "\n" in text[start:close] else close


def _close(text: str, start: int, quote: str) -> int:
    """Where a quote closes: escaped as it was opened, or not escaped."""
    first = close = text.find(quote, start, start + LONGEST)
    if text[start - 2 : start - 1] != "\\":
        while close > start and text[close - 1] == "\\":
            close = text.find(quote, close + 1, start + LONGEST)
    return close if close > start else first


def _is_decoration(text: str, start: int, end: int) -> bool:
    last = text[end - 1]
    if last in _BRACKETS:
        return text.count(last, start, end) > text.count(_BRACKETS[last], start, end)
    return last in _TRAILING
