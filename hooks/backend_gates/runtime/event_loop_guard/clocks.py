"""Clocks that tests can't stop, and what the kernel knows of a thread."""

import os
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress


class Clocks:
    """Holds the clocks in a class: tools that freeze time replace what modules have imported."""

    now = staticmethod(time.perf_counter)
    of_process = staticmethod(time.process_time)
    of_thread = staticmethod(getattr(time, "clock_gettime", lambda _: 0.0))


class ThreadClock:
    """The times of the thread that makes it, which other threads may read.

    Reading never lets go of the interpreter: whoever got it to see what a thread is doing would
    look on something else afterwards.
    """

    def __init__(self) -> None:
        clock_of = getattr(time, "pthread_getcpuclockid", None)
        self._processor = clock_of(threading.get_ident()) if clock_of else None
        self._path = f"/proc/self/task/{threading.get_native_id()}/schedstat".encode()

    def running(self) -> float | None:
        """Return the seconds that the thread ran; None where the system doesn't tell."""
        try:
            return None if self._processor is None else Clocks.of_thread(self._processor)
        except OSError:  # the thread has ended
            return None

    def queued(self) -> float:
        """Return the seconds that the thread was ready to run while every processor was busy.

        Linux tells, in `schedstat` (Documentation/scheduler/sched-stats.rst); else 0.
        """
        fields = _read(self._path).split()
        return int(fields[1]) / 1e9 if len(fields) > 1 else 0.0


def _read_nothing(_: bytes) -> bytes:
    return b""


def _reader() -> Callable[[bytes], bytes]:
    """Return a function that reads a small file and keeps the interpreter, which `os.read` doesn't.

    Where it can't be had, on a Python without ctypes, the function reads nothing.
    """
    if sys.platform != "linux":
        return _read_nothing
    with suppress(ImportError, OSError, AttributeError):
        import ctypes  # noqa: PLC0415  not every Python has it

        library = ctypes.PyDLL(None)
        open_file, read, close = library.open, library.read, library.close
        new_buffer = ctypes.create_string_buffer

        def read_small(path: bytes) -> bytes:
            descriptor = open_file(path, os.O_RDONLY | os.O_CLOEXEC)
            if descriptor < 0:
                return b""
            buffer = new_buffer(100)
            read(descriptor, buffer, 99)
            close(descriptor)
            return buffer.value

        return read_small
    return _read_nothing


_read = _reader()
