"""What running a command costs: the whole process, with all that it starts."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import tempfile
import threading
import time
from contextlib import contextmanager, suppress
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_INTERVAL = 0.1
_KIB = 1024
_ANSWERS = {0, 1}  # linters: clean, or with findings
_CRASH = b"Traceback (most recent call last)"


class Cost(NamedTuple):
    """Seconds of wall clock and of CPU, and bytes at the peak; `stopped` at the time limit."""

    wall: float
    cpu: float
    memory: int
    stopped: bool = False


class CommandError(Exception):
    """A command that did not do its work, so that its cost says nothing."""


def measure(command: Sequence[str], folder: Path, limit: float = inf) -> Cost:
    """Run a command to its end, or to the limit in seconds; what it prints is thrown away.

    CPU is that of the process and of all its descendants. Memory is the proportional share of a
    tree of processes, sampled where Linux tells it, and at least its largest process's own. Raises
    CommandError when the command fails by itself.
    """
    with tempfile.TemporaryFile() as complaints:
        start = time.perf_counter()
        process = subprocess.Popen(  # noqa: S603  our own commands
            command, cwd=folder, env=_environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=complaints, start_new_session=True,
        )  # fmt: skip
        with _watched(process.pid, limit) as seen:
            _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        complaints.seek(0)
        said = complaints.read()
    if not seen.stopped and (process.returncode not in _ANSWERS or _CRASH in said):
        raise CommandError(_failure(command, process.returncode, said))
    memory = max(usage.ru_maxrss * _KIB, seen.memory)
    return Cost(wall, usage.ru_utime + usage.ru_stime, memory, seen.stopped)


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}


def _failure(command: Sequence[str], code: int, complaints: bytes) -> str:
    last = complaints.decode(errors="replace").strip().rpartition("\n")[2]
    return f"`{shlex.join(command[:6])} …` ended with {code}: {last}"


class _Watch:
    """What was seen of a tree of processes while it ran."""

    memory = 0
    stopped = False


@contextmanager
def _watched(pid: int, limit: float) -> Iterator[_Watch]:
    seen, done = _Watch(), threading.Event()

    def watch() -> None:
        end = time.monotonic() + limit
        while not done.wait(_INTERVAL):
            seen.memory = max(seen.memory, _shared_memory(pid))
            if time.monotonic() > end:
                seen.stopped = True
                with suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
                return

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield seen
    finally:
        done.set()
        watcher.join()


def _shared_memory(pid: int) -> int:
    """The proportional share of a tree; 0 for a single process, of which the kernel keeps book."""
    tree = list(_tree(pid))
    return sum(map(_proportional, tree)) if len(tree) > 1 else 0


def _tree(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):  # it has ended, or this is not Linux
        for children in Path(f"/proc/{pid}/task").glob("*/children"):
            for child in children.read_text("ascii").split():
                yield from _tree(int(child))


def _proportional(pid: int) -> int:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * _KIB
    return 0
