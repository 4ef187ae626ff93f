"""Answers a run from the result of an earlier one, when nothing that it depends on has changed.

This imports next to nothing: a run that has nothing to do is over before a check could be loaded.

The file of a result starts with a line of numbers: a checksum of the rest, the exit code, the
state of what the answer depends on, and the lengths of the two parts that come before what was
printed. These are the request that was answered, and the paths that the answer depends on,
relative to the working directory.
"""

import os
import sys
from zlib import crc32

from backend_gates.stamp import state_of

FOLDER = ".backend_gates_cache"

REPORTS = ("BACKEND_GATES_OUTPUT_FORMAT", "BACKEND_GATES_OUTPUT_FILE")
_ENVIRONMENT = ("CI_PROJECT_DIR", "HOME", "PATH", "XDG_CONFIG_HOME")


def replay(words: list[str]) -> int | None:
    """Print what an earlier run printed and return its exit code; None when none will do."""
    if not words or "--no-cache" in words or sys.stdout is None:
        return None
    if any(map(os.environ.get, REPORTS)):  # a report goes elsewhere, or looks otherwise
        return None
    try:
        known = answer(words)
        if known is None:
            return None
        code, output = known
        sys.stdout.buffer.write(output)
        sys.stdout.flush()
    except OSError:  # the run itself knows what to do about a lost folder or a closed pipe
        return None
    return code


def answer(words: list[str]) -> tuple[int, bytes] | None:
    """The exit code and output of an earlier run with these words, if they still hold.

    Raises OSError.
    """
    request = request_of(words)
    name = file_name(words[0], request)
    for folder in _upwards(os.getcwd()):  # noqa: PTH109  pathlib costs more than all of this
        known = _answer(f"{folder}/{FOLDER}/{name}", request)
        if known is not None:
            return known
    return None


def request_of(words: list[str]) -> bytes:
    """All that is asked, and of whom: the arguments, the place, this Python, the environment."""
    git = [name for name in os.environ if name.startswith("GIT_") and "AUTHOR" not in name]
    environment = (f"{name}={os.environ.get(name)}" for name in (*_ENVIRONMENT, *sorted(git)))
    place = (os.getcwd(), __file__, sys.executable, sys.version)  # noqa: PTH109  likewise
    return os.fsencode("\0".join((*place, *environment, *words)))


def file_name(hook_id: str, request: bytes) -> str:
    """The name of the file with the result; of two requests with one name the last is kept."""
    return f"{prefix(hook_id)}{crc32(request):08x}"


def prefix(hook_id: str) -> str:
    """How the names of the files with a hook's results start."""
    return f"result.{hook_id}."


def packed(request: bytes, paths: list[bytes], state: int, output: bytes, code: int) -> bytes:
    """A result as it stands in its file."""
    watched = b"\0".join(paths)
    numbers = b"%d %d %d %d" % (code, state, len(request), len(watched))
    rest = b"%b\n%b%b%b" % (numbers, request, watched, output)
    return b"%d %b" % (crc32(rest), rest)


def _answer(path: str, request: bytes) -> tuple[int, bytes] | None:
    """Exit code and output of a result that answers the request, if there is one and it holds."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123  likewise
            checksum, _, rest = file.read().partition(b" ")
        if int(checksum) != crc32(rest):
            return None
        numbers, _, body = rest.partition(b"\n")
        code, state, asked, watched = map(int, numbers.split())
    except (OSError, ValueError):
        return None
    said = asked + watched
    if body[:asked] != request or state_of(body[asked:said].split(b"\0")) != state:
        return None
    return code, body[said:]


def _upwards(folder: str) -> list[str]:
    folders = [folder]
    while (above := os.path.dirname(folders[-1])) != folders[-1]:  # noqa: PTH120  likewise
        folders.append(above)
    return folders
