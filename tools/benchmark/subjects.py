"""The commands that are measured, each with what has to happen before it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from backend_gates import registry
from benchmark import services
from benchmark.cost import measure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from benchmark.repository import Repository

COLD, WARM, COMMIT = "cold", "warm", "five files"
ALONE, TOGETHER, RUFF = "`blocking-call-in-async`", "all checks together", "ruff"
_BIN = Path(sys.executable).parent
# Both as pre-commit starts them, by their installed programs.
OURS = (str(_BIN / "backend-gates"), "blocking-call-in-async")
_RUFF = (str(_BIN / "ruff"), "check", "--isolated", "--select=ASYNC")
_LIBCST = (sys.executable, "-I", str(Path(__file__).with_name("parse_with_libcst.py")))
# Of flake8-async's rules those about calls that block: the others cost it more time.
_FLAKE8_ASYNC = "--enable=" + ",".join(
    f"ASYNC{number}" for number in (210, 211, 212, 220, 221, 222, 230, 231, 232, 240, 250, 251)
)


class Subject(NamedTuple):
    """A command; `rival` names the run of ours that it is compared with.

    `is_slow` ones are measured in the first round only, and stopped after half a minute.
    """

    name: str
    command: tuple[str, ...]
    names: tuple[str, ...]
    prepare: Callable[[], object]
    rival: str
    is_slow: bool = False

    def described(self) -> str:
        """The command as one would type it, `FILES` for the names of the files."""
        first = Path(self.command[0]).name
        program = "python" if first.startswith("python") else first
        words = [Path(word).name if word.startswith("/") else word for word in self.command[1:]]
        return shlex.join([program, *words]) + (" FILES" if self.names else "")


def ours(repository: Repository) -> list[Subject]:
    """Our check: with an empty cache, with nothing changed, and after a commit of five files."""
    command, files = OURS, repository.files

    def know() -> None:
        measure((*command, *files), repository.root)

    return [
        Subject(COLD, command, files, repository.forget, COLD),
        Subject(WARM, command, files, know, WARM),
        Subject(COMMIT, command, repository.staged(), repository.change, COMMIT),
    ]


def together(repository: Repository) -> list[Subject]:
    """All our checks in one process, beside one of them, without a cache."""
    checks = {ALONE: OURS[1:], TOGETHER: registry.checker_ids()}
    return [
        Subject(name, (OURS[0], "check", "--no-cache", *_only(ids)), (), repository.forget, ALONE)
        for name, ids in checks.items()
    ]


def _only(ids: Iterable[str]) -> Iterator[str]:
    for each in ids:
        yield from ("--only", each)


def each_warm(repository: Repository) -> list[Subject]:
    """Each of our checks, and ruff, once all know the files."""
    commands: dict[str, tuple[str, ...]] = {RUFF: _RUFF}
    commands |= {f"`{each}`": (OURS[0], each) for each in registry.checker_ids()}
    for command in commands.values():
        measure((*command, *repository.files), repository.root)
    return [
        Subject(name, command, repository.files, _nothing, RUFF)
        for name, command in commands.items()
    ]


def others(repository: Repository, checkouts: Path) -> list[Subject]:
    """What ours is compared with, as far as it is installed."""
    files, root = repository.files, repository.root

    def know() -> None:
        measure((*_RUFF, *files), root)

    return [
        Subject("libcst.parse_module", _LIBCST, files, _nothing, COLD),
        Subject("ruff, cold", (*_RUFF, "--no-cache"), files, _nothing, COLD),
        Subject("ruff, warm", _RUFF, files, know, WARM),
        *_installed(checkouts, repository),
    ]


def _installed(checkouts: Path, repository: Repository) -> list[Subject]:
    found = []
    for name, words, names in (
        ("ty-async", ("--async200-stdlib", "--async200-transitive", "."), ()),
        ("evloop-lint", ("--isolated", "."), ()),
        ("flake8-async", (_FLAKE8_ASYNC,), _readable(repository)),
    ):
        program = services.program(checkouts, name)
        if program is not None:
            is_slow = name != "ty-async"
            found.append(Subject(name, (str(program), *words), names, _nothing, COLD, is_slow))
    return found


def _readable(repository: Repository) -> tuple[str, ...]:
    """What flake8-async can be given: it stops at syntax that the running Python doesn't know."""
    script = Path(__file__).with_name("readable.py")
    command = (sys.executable, "-I", str(script), *repository.files)
    done = subprocess.run(  # noqa: S603  this package
        command, cwd=repository.root, capture_output=True, text=True, check=True
    )
    return tuple(done.stdout.splitlines())


def _nothing() -> None:
    """Programs without a cache need no preparation."""
