"""The measure of relevance is run from outside, as a file, over any folder of its form."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "bench" / "relevance.py"


@pytest.mark.parametrize("engine", ["whoosh", "tantivy"])
def test_a_folder_with_its_own_texts_is_measured(tmp_path: Path, engine: str) -> None:
    texts = [
        {"id": "a", "title": "蓝屏", "text": "安装驱动后蓝屏"},
        {"id": "b", "text": "打印机卡纸"},
    ]
    lines = [json.dumps(each) for each in texts]
    (tmp_path / "corpus.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (tmp_path / "queries.tsv").write_text("q1\t电脑蓝屏\nq2\t卡纸\n", encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q1 0 a 1\nq2 0 b 1\n", encoding="utf-8")
    command = [sys.executable, FILE, tmp_path, "--engine", engine, "--json"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    told = json.loads(done.stdout)
    assert (told["queries"], told["ndcg10"], told["recall10"]) == (2, 1.0, 1.0)
