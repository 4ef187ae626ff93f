"""A hook that has nothing to do starts fast: it imports nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from backend_gates import registry

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"libcst", "asyncio", "multiprocessing"}
NOTHING_TO_SEE = "LIMIT = 1\n"
NOTHING_TO_REPORT = "async def limit() -> int:\n    return 1\n"


def imported(folder: Path, environ: dict[str, str], *words: str) -> set[str]:
    """The modules that a run imports, which has to end with 0."""
    done = subprocess.run(
        [sys.executable, "-I", "-X", "importtime", "-m", "backend_gates", *words],
        cwd=folder,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    lines = done.stderr.splitlines()
    return {line.rpartition("|")[2].strip() for line in lines if line.startswith("import time:")}


@pytest.mark.parametrize("check_id", registry.checker_ids())
def test_a_check_with_nothing_to_do_imports_nothing_heavy(
    tmp_path: Path, environ: dict[str, str], check_id: str
) -> None:
    (tmp_path / "limits.py").write_text(NOTHING_TO_SEE, "utf-8")
    modules = imported(tmp_path, environ, check_id, "limits.py")
    assert "backend_gates.cli" in modules
    assert set() == HEAVY & modules


@pytest.mark.parametrize("check_id", registry.checker_ids())
def test_a_check_with_nothing_to_report_never_imports_libcst(
    tmp_path: Path, environ: dict[str, str], check_id: str
) -> None:
    (tmp_path / "limits.py").write_text(NOTHING_TO_REPORT, "utf-8")
    assert "libcst" not in imported(tmp_path, environ, check_id, "limits.py")


@pytest.mark.parametrize("tool_id", registry.tool_ids())
def test_a_tool_never_imports_libcst(tmp_path: Path, environ: dict[str, str], tool_id: str) -> None:
    modules = imported(tmp_path, environ, tool_id, "--help")
    assert set() == HEAVY & modules
