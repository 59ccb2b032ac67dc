"""All benches in one run: `make bench`, or `make bench BENCH_ARGS=FOLDER` for those that need data.

Each bench is a module of this folder with `main(arguments) -> int`; it prints its own table, its
figures beside those of its peers in the same run.
"""

import sys
from importlib import import_module
from pathlib import Path
from types import ModuleType

ALONE = ("redaction", "trees", "importing")


def bench(name: str) -> ModuleType:
    return import_module(f"tests.bench.{name}")


def main(arguments: list[str]) -> int:
    failed = 0
    for name in ALONE:
        print(f"\n== {name}", flush=True)
        failed |= bench(name).main([])
    print("\n== search_speed", flush=True)
    failed |= bench("search_speed").main(arguments)
    if not arguments:
        print("\nRelevance needs a folder of texts, queries and judgements: name it.")
        return failed
    folder = Path(arguments[0])
    for each in sorted(path.parent for path in folder.glob("*/queries.tsv")):
        print(f"\n== relevance of {each.name}", flush=True)
        failed |= bench("relevance").main([str(each)])
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
