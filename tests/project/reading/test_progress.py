"""What a terminal shows of a run that takes long."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

SLOW = """
import time
from backend_gates.project.reading.progress import Progress

progress = Progress("a-check", 12345)
for _ in range(3):
    progress.step()
time.sleep(1.1)
progress.step()
progress.close()
"""
COMMAND = (sys.executable, "-I", "-c", SLOW)


def test_a_long_run_shows_how_far_it_is_and_wipes_it() -> None:
    pty = pytest.importorskip("pty", reason="no terminals here")
    ours, theirs = pty.openpty()
    subprocess.run(COMMAND, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 4096).decode()
    os.close(ours)
    line = "a-check: 4 of 12 345 files"
    assert line in shown
    assert shown.endswith(f"\r{' ' * len(line)}\r")


def test_nothing_is_shown_where_nobody_looks() -> None:
    done = subprocess.run(COMMAND, capture_output=True, check=True)
    assert (b"", b"") == (done.stdout, done.stderr)
