"""Which files lack some signs is known the next time, and never of one that changed."""

import os
import re
from pathlib import Path

from backend_gates.catalogue.execution import Signs
from backend_gates.project.reading.searched import Searched
from backend_gates.stamp import stamp_of

SIGNS = Signs((b"lifespan",), (re.compile(rb"\blifespan\b"),))
LONG_AGO = 1_000_000_000
FILES = ["bearing.py", "lacking.py", "missing.py"]


def write(file: Path, text: str, second: int) -> None:
    file.write_text(text, "utf-8")
    os.utime(file, (second, second))


def bearing(root: Path) -> list[str]:
    return list(Searched(root, SIGNS).bearing({name: stamp_of(str(root / name)) for name in FILES}))


def test_a_file_that_came_to_bear_them(tmp_path: Path) -> None:
    write(tmp_path / "bearing.py", "lifespan = None\n", LONG_AGO)
    write(tmp_path / "lacking.py", "value = None\n", LONG_AGO)
    assert bearing(tmp_path) == ["bearing.py"]
    assert bearing(tmp_path) == ["bearing.py"]

    write(tmp_path / "lacking.py", "from app import lifespan\n", LONG_AGO + 1)
    write(tmp_path / "missing.py", "lifespan = None\n", LONG_AGO)
    write(tmp_path / "bearing.py", "value = None\n", LONG_AGO + 1)
    assert bearing(tmp_path) == ["lacking.py", "missing.py"]


def test_a_damaged_file_says_nothing(tmp_path: Path) -> None:
    write(tmp_path / "bearing.py", "lifespan = None\n", LONG_AGO)
    bearing(tmp_path)
    for file in (tmp_path / ".backend_gates_cache").glob("signs-*"):
        file.write_bytes(b"\xc1")

    assert bearing(tmp_path) == ["bearing.py"]
