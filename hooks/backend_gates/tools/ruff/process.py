"""Run the ruff that is installed beside the running interpreter."""

import os
import subprocess
import sys
from collections.abc import Sequence

from backend_gates.model import Hook
from backend_gates.tools.environment.child_processes import clean_environment

FILE_TYPES = ("python", "pyi", "jupyter")
CLEAN, COULD_NOT_RUN = 0, 2
# ruff reads a personal configuration where a project has none, and machines would disagree.
_NOBODYS_SETTINGS = {"XDG_CONFIG_HOME": os.devnull}


def run(words: Sequence[str]) -> int:
    """Run ruff, its output going where ours goes; return its exit code."""
    sys.stdout.flush()
    sys.stderr.flush()
    return _finished(words, None).returncode


def captured(words: Sequence[str]) -> "subprocess.CompletedProcess[bytes]":
    """Run ruff and keep what it writes."""
    return _finished(words, subprocess.PIPE)


def tell(line: str) -> None:
    """Say something beside ruff's output, which may be a document for a machine."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def write(text: bytes) -> None:
    """Write to standard output as ruff does: in UTF-8, whatever the terminal's encoding."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()


def usage(hook: Hook, options: Sequence[tuple[str, str]]) -> None:
    """Say what a hook does and which options it takes."""
    width = max(len(name) for name, _ in options)
    lines = [f"  {name:{width}}  {meaning}" for name, meaning in options]
    head = f"usage: backend-gates {hook.id} [OPTIONS] [FILES]\n\n{hook.description}\n\n"
    write((head + "\n".join(lines) + "\n").encode())


def _finished(words: Sequence[str], stream: int | None) -> "subprocess.CompletedProcess[bytes]":
    try:
        # A missing ruff is told like any other error; it ships no types.
        from ruff import find_ruff_bin  # type: ignore[import-untyped]  # noqa: PLC0415

        command = (find_ruff_bin(), *words)
        return subprocess.run(  # noqa: S603  our own ruff, no shell
            command,
            env=clean_environment(**_NOBODYS_SETTINGS),
            stdout=stream,
            stderr=stream,
            check=False,
        )
    except (ImportError, OSError) as error:
        reason = " ".join(str(error).split())
        tell(f"ruff could not be started: {reason}. Install the hooks' environment anew.")
        return subprocess.CompletedProcess(words, COULD_NOT_RUN, b"", b"")
