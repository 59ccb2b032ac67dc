"""A plan of collection as a PowerShell script (5.1 and later), UTF-8 with its mark, CRLF lines."""

from collections.abc import Iterator
from typing import Final

from trees.messages import say
from trees.model import Command, Shell
from trees.script import Change, Job, Plan

_ADMIN: Final = (
    "$admin = ([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::"
    "GetCurrent()).IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)"
)


def powershell(plan: Plan, language: str) -> str:
    """Write the script."""
    # Packed before anything is changed: a change may restart the machine.
    lines = [*_head(plan, language), *_body(plan, language), *_packing(language)]
    for change in plan.changes:
        lines += _change(change, language)
    lines.append(f"Read-Host {quoted(say('script-close', language))} | Out-Null")
    return "\ufeff" + "\r\n".join(lines) + "\r\n"


def quoted(text: str) -> str:
    """Text as a PowerShell literal: nothing in it is read as anything else."""
    flat = " ".join(text.split())
    for mark in "\u2018\u2019\u201a\u201b":
        # PowerShell takes typographic quotes for quotes.
        flat = flat.replace(mark, mark * 2)
    return "'" + flat.replace("'", "''") + "'"


def _head(plan: Plan, language: str) -> Iterator[str]:
    title = say("script-title", language, title=plan.tree.title.say(language))
    promise = "script-promise-changes" if plan.changes else "script-promise"
    for line in (title, say(promise, language), "", say("script-will-run", language)):
        yield _show(line)
    for job in plan.jobs:
        if job.command:
            yield _show(f"  {_one_line(job.command)}")
    yield _show(say("script-will-copy", language))
    for job in plan.jobs:
        if job.copy:
            yield _show(f"  {job.copy}")
    if plan.left_out:
        yield _show(say("script-left-out", language))
    for left in plan.left_out:
        yield _show(f"  {_one_line(left.command)} ({say(left.reason, language)})")
    yield _ADMIN
    yield f"if (-not $admin) {{ {_show(say('script-no-admin', language))} }}"
    yield f"if ((Read-Host {quoted(say('script-agree', language))}) -ne 'y') {{ {_show(say('script-stopped', language))}; exit 1 }}"


def _body(plan: Plan, language: str) -> Iterator[str]:
    name = f"casepath-{plan.tree.tree}-"
    yield f"$name = {quoted(name)} + (Get-Date -Format 'yyyyMMdd-HHmmss')"
    yield "$folder = Join-Path $env:TEMP $name"
    yield "New-Item -ItemType Directory -Path $folder | Out-Null"
    yield "function Save([string]$file, [scriptblock]$what) {"
    yield "    & $what *>&1 | Out-File -FilePath (Join-Path $folder $file) -Encoding utf8 -Width 400"
    yield "}"
    yield "function Copy-To([string]$name, [string]$path) {"
    yield "    $path = [Environment]::ExpandEnvironmentVariables($path)"
    yield f"    if (-not (Test-Path -Path $path)) {{ Write-Host {quoted(say('script-absent', language))} $path; return }}"
    yield "    $target = New-Item -ItemType Directory -Path (Join-Path $folder $name)"
    yield "    Copy-Item -Path $path -Destination $target.FullName -Recurse -ErrorAction Continue"
    yield "}"
    for number, job in enumerate(plan.jobs, 1):
        yield from _job(number, job, language)


def _job(number: int, job: Job, language: str) -> Iterator[str]:
    yield _show(job.text.say(language))
    if job.command:
        yield f"Save {quoted(f'{number:02d}-{job.name}.txt')} {{ {_call(job.command)} }}"
    else:
        yield f"Copy-To {quoted(f'{number:02d}-{job.name}')} {quoted(job.copy)}"


def _change(change: Change, language: str) -> Iterator[str]:
    yield _show(say("script-step", language, text=change.text.say(language)))
    yield _show(f"  {_one_line(change.command)}")
    if change.warning:
        yield _show(say("script-risk", language, warning=change.warning.say(language)))
    ask = quoted(say("script-run-this", language))
    yield f"if ((Read-Host {ask}) -eq 'y') {{ {_call(change.command)} }}"


def _call(command: Command) -> str:
    """A command as PowerShell runs it; what belongs to cmd goes to cmd as one literal."""
    if command.shell is Shell.CMD:
        return f"cmd.exe /d /c {quoted(_one_line(command))}"
    return _one_line(command)


def _packing(language: str) -> Iterator[str]:
    yield "$zip = Join-Path ([Environment]::GetFolderPath('Desktop')) ($name + '.zip')"
    yield "Compress-Archive -Path (Join-Path $folder '*') -DestinationPath $zip"
    # Before PowerShell 5 nothing packs: then the folder is the result and must stay.
    yield "if (Test-Path -Path $zip) { Remove-Item -Path $folder -Recurse } else { $zip = $folder }"
    yield f"Write-Host {quoted(say('script-done', language))} $zip"


def _show(text: str) -> str:
    shown = f"('  ' + {quoted(text)})" if text.startswith("  ") else quoted(text)
    return f"Write-Host {shown}"


def _one_line(command: Command) -> str:
    joint = " & " if command.shell is Shell.CMD else "; "
    return joint.join(line.strip() for line in command.run.splitlines() if line.strip())
