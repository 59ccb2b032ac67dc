"""The reader under a fuzzer that watches its branches; run by hand, never by `make test`.

    pip install atheris
    python -m tests.fuzz.reader -max_len=100000 -timeout=2 -rss_limit_mb=500 -max_total_time=600

A first argument that is a folder collects what opens new branches; a later run goes on from it.
"""

import sys

import atheris  # not among the requirements of development: it does not build everywhere

with atheris.instrument_imports(include=["kb", "olefile"]):
    from kb.errors import UnreadableFileError
    from kb.mail import Limits, read

KEPT = Limits(attachment=1_000)


def one(data: bytes) -> None:
    try:
        mails = read(data, limits=KEPT)
    except UnreadableFileError:
        return
    for mail in mails:
        mail.body.encode()


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
