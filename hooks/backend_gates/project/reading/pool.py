"""Reads many files at once, in processes of their own.

The processes are programs of this package, started anew: that is the same on every system, and
none outlives this one, whose end closes their input. One that dies costs its answers alone.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import deque
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from msgspec import DecodeError
from msgspec.msgpack import decode

from backend_gates.project.reading.packing import Packed
from backend_gates.project.reading.pool_worker import received, send

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PROGRAM = (sys.executable, "-I", "-m", "backend_gates.project.reading.pool_worker")
_CHUNK = 128 * 1024  # what takes some 40 ms to read
_MOST_WORKERS = 8

_Answer = tuple[str, Packed]
_Answers = SimpleQueue["list[_Answer] | None"]
_Worker = subprocess.Popen[bytes]


def worker_count() -> int:
    """How many processes can run at the same time."""
    if sys.platform == "linux":
        return min(len(os.sched_getaffinity(0)), _MOST_WORKERS)
    return min(os.cpu_count() or 1, _MOST_WORKERS)


def read(files: Iterable[tuple[int, str]], workers: int) -> Iterator[_Answer]:
    """Read files, given with their sizes, and say what became of each, in any order.

    What could not be opened is left out, and so is whatever a dead process owes.
    """
    waiting = deque(_chunks(sorted(files, reverse=True)))
    answers: _Answers = SimpleQueue()
    started = list(_started(min(workers, len(waiting))))
    threads = [Thread(target=_serve, args=(each, waiting, answers)) for each in started]
    for thread in threads:
        thread.start()
    try:
        for _ in started:
            while (answer := answers.get()) is not None:
                yield from answer
    finally:
        for worker, thread in zip(started, threads, strict=True):
            _end(worker, thread)


def _end(worker: _Worker, thread: Thread) -> None:
    worker.kill()
    worker.wait()
    thread.join()
    for pipe in (worker.stdin, worker.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _chunks(files: Iterable[tuple[int, str]]) -> Iterator[list[str]]:
    chunk: list[str] = []
    total = 0
    for size, path in files:
        chunk.append(path)
        total += size
        if total >= _CHUNK:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _started(count: int) -> Iterator[_Worker]:
    """The workers, fewer than asked for where the system refuses more."""
    environ = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    for _ in range(count):
        try:
            yield subprocess.Popen(  # noqa: S603  this package
                PROGRAM,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environ,
            )
        except OSError:
            return


def _serve(worker: _Worker, waiting: deque[list[str]], answers: _Answers) -> None:
    """Hand out the next files whenever the worker has answered; None says that it is done."""
    try:
        assert worker.stdin is not None  # noqa: S101  both are pipes
        assert worker.stdout is not None  # noqa: S101  likewise
        replies = received(worker.stdout)
        while waiting:
            paths = waiting.popleft()
            send(worker.stdin, [os.fsencode(path) for path in paths])
            packed = decode(next(replies), type=list[Packed | None])
            answers.put([(path, one) for path, one in zip(paths, packed, strict=True) if one])
    except (OSError, ValueError, IndexError, StopIteration, DecodeError):
        pass  # another took the last files, or the worker died
    finally:
        answers.put(None)
