"""Input that can't be read gets one clear line and exit code 2, and hides nothing else."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from backend_gates import registry

if TYPE_CHECKING:
    from pathlib import Path

    from tests.end_to_end.conftest import Service

ID = "blocking-call-in-async"
DEFECT = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (b"async def half(:\n    pass\n", "broken.py:1:"),
        (b"NAME = 'caf\xe9'\nasync def f(): ...\n", "broken.py:1:12: error: not valid utf-8"),
        (b"# coding: klingon\nasync def f(): ...\n", "broken.py:1:1: error: unknown encoding"),
        (b"async def deep():\n    return " + b"(" * 5000 + b")" * 5000, "broken.py"),
    ],
    ids=["syntax error", "not UTF-8", "unknown encoding", "too deep"],
)
def test_a_file_that_cannot_be_read_is_named_and_hides_nothing(
    service: Service, content: bytes, complaint: str
) -> None:
    service.configure(ID)
    service.write("app.py", DEFECT)
    service.write("broken.py", content)
    outcome = service.run_on_all()
    assert outcome.code == 1
    assert "exit code: 2" in outcome.text
    assert f"app.py:5:5: {ID}" in outcome.text
    (line,) = (line for line in outcome.text.splitlines() if "broken.py" in line)
    assert complaint in line


@pytest.mark.parametrize(
    ("settings", "complaint"),
    [
        ("[tool.backend-gates]\nsrc = [\n", "pyproject.toml:3:1: invalid TOML"),
        ("[tool.backend-gates]\nexlude = []\n", "unknown key 'exlude'"),
        ("[tool.backend-gates]\nexclude = 'old'\n", "'exclude' must be an array of strings"),
        ("[tool.backend-gates.blocking-calls]\n", "unknown table 'blocking-calls'"),
        (f"[tool.backend-gates.{ID}]\ncategory = []\n", "unknown key 'category'"),
    ],
)
def test_settings_that_cannot_be_used_are_refused_in_one_line(
    service: Service, settings: str, complaint: str
) -> None:
    service.configure(ID)
    service.write("app.py", DEFECT)
    service.write("pyproject.toml", settings)
    outcome = service.run_on_all()
    assert outcome.code == 1
    assert "exit code: 2" in outcome.text
    assert f": {ID} " not in outcome.text
    (line,) = (line for line in outcome.text.splitlines() if "pyproject.toml" in line)
    assert complaint in line


def test_every_hook_refuses_a_broken_pyproject(service: Service, ids: list[str]) -> None:
    service.configure(*ids)
    service.write("app.py", DEFECT)
    service.write("pyproject.toml", "[tool.backend-gates]\nsrc = [\n")
    outcome = service.run_on_all()
    assert outcome.text.count("exit code: 2") == len(ids)


@pytest.mark.parametrize("check_id", registry.checker_ids())
def test_a_file_that_vanishes_is_named_and_hides_nothing(
    tmp_path: Path, environ: dict[str, str], check_id: str
) -> None:
    (tmp_path / "clean.py").write_text("LIMIT = 1\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-m", "backend_gates", check_id, "missing.py", "clean.py"],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        "missing.py: error: cannot be read: No such file or directory" in done.stdout + done.stderr
    )
    assert "clean.py" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
