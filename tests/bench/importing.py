"""How fast plain mail comes in, beside Python's own parser on the same messages: one core.

`per second` is by the clock on the wall, `per core second` by the time that the processor spent.
"""

import argparse
import email
import email.policy
import json
import resource
from collections.abc import Iterator
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from kb.importing import import_paths
from kb.redaction import Redactor
from kb.store import open_store

MAIL = """From: Engineer {n} <e{n}@desk.example>
To: customer{case}@farsail.example
Subject: [Case: CAS-{case:05d}-A1B2] slow logon
Date: Mon, 02 Mar 2026 {hour:02d}:{minute:02d}:00 +0800
Message-ID: <{n}@desk.example>
Content-Type: text/plain; charset=utf-8

Hello,

step {n}: please run `gpresult /h report.html` and send the file. The logon took {n} seconds,
event 6005 is in the system log, and error 0x800705b4 stands in the second one.

Regards
Engineer {n}
"""
PER_CASE = 8


def mails(messages: int) -> Iterator[str]:
    """That many plain messages, eight to a case."""
    for n in range(messages):
        yield MAIL.format(n=n, case=n // PER_CASE, hour=n // 60 % 24, minute=n % 60)


def write_mailbox(path: Path, messages: int) -> None:
    with path.open("w") as file:
        file.writelines(f"From - Mon Mar  2 2026\n{mail}\n" for mail in mails(messages))


def measure(messages: int) -> dict[str, float]:
    """The import and the bare parser on that many messages."""
    with TemporaryDirectory() as folder:
        write_mailbox(Path(folder, "archive.mbox"), messages)
        spent = process_time()
        for mail in mails(messages):
            email.message_from_string(mail, policy=email.policy.default).get_content()
        parsing = process_time() - spent
        # a process of its own: its memory is that of the import alone
        with get_context("spawn").Pool(1) as pool:
            imported = pool.apply(measure_import, (folder,))
    return {"parser_per_second": messages / parsing, **imported}


def measure_import(folder: str) -> dict[str, float]:
    """Messages per second, by the clock and by the processor, and the most memory in MB."""
    began, spent = perf_counter(), process_time()
    with open_store(Path(folder, "data")) as store:
        report = import_paths(store, [Path(folder, "archive.mbox")], redactor=Redactor())
    return {
        "messages": report.messages,
        "per_second": report.messages / (perf_counter() - began),
        "per_core_second": report.messages / (process_time() - spent),
        "memory_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--messages", type=int, nargs="*", default=[1000, 5000])
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args(arguments)
    rows = [measure(count) for count in options.messages]
    if options.json:
        print(json.dumps(rows))
        return 0
    print("messages  per second  per core second  bare parser  slower by  memory")
    for row in rows:
        ratio = row["parser_per_second"] / row["per_core_second"]
        print(
            f"{row['messages']:8.0f}  {row['per_second']:10.0f}  {row['per_core_second']:15.0f}"
            f"  {row['parser_per_second']:11.0f}  {ratio:8.1f}×  {row['memory_mb']:4.0f} MB"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
