"""A plan of collection as a .cmd file, UTF-8 with CRLF lines, for machines that block scripts."""

import re
from collections.abc import Iterator
from typing import Final

from trees.messages import say
from trees.model import Command, Shell
from trees.script import Change, Job, Plan

_SPECIAL: Final = re.compile(r"[\^&|<>()!\"]")
# What is no name between two percent signs would be taken for an argument of the file.
_PERCENT: Final = re.compile(r"%(?![A-Za-z_][A-Za-z0-9_()]*%)")
_NAME: Final = re.compile(r"%[A-Za-z_][A-Za-z0-9_()]*%")


def batch(plan: Plan, language: str) -> str:
    """Write the file."""
    # Packed before anything is changed: a change may restart the machine.
    lines = [*_head(plan, language), *_body(plan, language), *_packing(language)]
    for change in plan.changes:
        lines += _change(change, language)
    lines.append("pause")
    return "\r\n".join(lines) + "\r\n"


def shown(text: str) -> str:
    """Text for `echo`: nothing in it is read as anything else."""
    flat = " ".join(text.split()).replace("%", "%%")
    return _SPECIAL.sub(lambda found: "^" + found.group(), flat)


def _head(plan: Plan, language: str) -> Iterator[str]:
    yield "@echo off"
    yield "chcp 65001 >nul"
    yield "setlocal DisableDelayedExpansion"
    title = say("script-title", language, title=plan.tree.title.say(language))
    promise = "script-promise-changes" if plan.changes else "script-promise"
    for line in (title, say(promise, language), say("script-will-run", language)):
        yield f"echo {shown(line)}"
    yield from (f"echo   {shown(job.command.run)}" for job in plan.jobs if job.command)
    yield f"echo {shown(say('script-will-copy', language))}"
    yield from (f"echo   {shown(job.copy)}" for job in plan.jobs if job.copy)
    if plan.left_out:
        yield f"echo {shown(say('script-left-out', language))}"
    for left in plan.left_out:
        yield f"echo   {shown(left.command.run)} ^({shown(say(left.reason, language))}^)"
    yield f"net session >nul 2>&1 || echo {shown(say('script-no-admin', language))}"
    yield 'set "answer="'
    yield f'set /p "answer={_prompt(say("script-agree", language))} "'
    yield f'if /i not "%answer%"=="y" (echo {shown(say("script-stopped", language))}& exit /b 1)'


def _body(plan: Plan, language: str) -> Iterator[str]:
    yield f'set "name=casepath-{plan.tree.tree}-%RANDOM%%RANDOM%"'
    yield 'set "folder=%TEMP%\\%name%"'
    yield 'mkdir "%folder%"'
    for number, job in enumerate(plan.jobs, 1):
        yield from _job(number, job, language)


def _by_hand(command: Command) -> bool:
    """Whether quotes would be read by cmd and PowerShell in two ways: too risky for a change."""
    return command.shell is Shell.POWERSHELL and '"' in command.run


def _job(number: int, job: Job, language: str) -> Iterator[str]:
    yield f"echo {shown(job.text.say(language))}"
    target = f"%folder%\\{number:02d}-{job.name}"
    if job.command:
        yield f'{_call(job.command)} >"{target}.txt" 2>&1'
        return
    path = _in_file(job.copy.replace('"', ""))
    yield f'if exist "{path}" mkdir "{target}"'
    yield f'if exist "{path}\\" (xcopy /e /i /q /y "{path}" "{target}" >nul) else if exist "{path}" (copy /y "{path}" "{target}" >nul) else (echo   {shown(say("script-absent", language))} "{path}")'


def _change(change: Change, language: str) -> Iterator[str]:
    yield f"echo {shown(say('script-step', language, text=change.text.say(language)))}"
    yield f"echo   {shown(change.command.run)}"
    if change.warning:
        warning = say("script-risk", language, warning=change.warning.say(language))
        yield f"echo {shown(warning)}"
    if _by_hand(change.command):
        yield f"echo   {shown(say('reason-by-hand', language))}"
        return
    yield 'set "answer="'
    yield f'set /p "answer={_prompt(say("script-run-this", language))} "'
    yield f'if /i "%answer%"=="y" {_call(change.command)}'


def _call(command: Command) -> str:
    """A command as the file runs it; what belongs to PowerShell goes there as one argument."""
    lines = [line.strip() for line in command.run.splitlines() if line.strip()]
    if command.shell is Shell.POWERSHELL:
        run = "; ".join(lines).replace('"', '\\"')
        return f'powershell.exe -NoProfile -Command "{_in_file(run)} | Out-String -Width 400"'
    return f"({_in_file(' & '.join(lines))})"


def _in_file(run: str) -> str:
    return _PERCENT.sub(
        "%%", _NAME.sub(lambda found: "\0" + found.group()[1:-1] + "\0", run)
    ).replace("\0", "%")


def _prompt(text: str) -> str:
    return " ".join(text.split()).replace("%", "%%").replace('"', "'")


def _packing(language: str) -> Iterator[str]:
    # The desktop may lie elsewhere, and PowerShell may be too old to pack: it tells what it made.
    yield 'set "made=%folder%"'
    yield "for /f \"usebackq delims=\" %%f in (`powershell.exe -NoProfile -Command \"$z = [Environment]::GetFolderPath('Desktop') + '\\' + $env:name + '.zip'; Compress-Archive -Path (Join-Path $env:folder '*') -DestinationPath $z; if (Test-Path -Path $z) { $z }\"`) do set \"made=%%f\""
    yield 'if not "%made%"=="%folder%" rmdir /s /q "%folder%"'
    yield f"echo {shown(say('script-done', language))} %made%"
