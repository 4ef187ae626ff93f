"""Commits of five files: what comes to a repository one after the other."""

from __future__ import annotations

import re
from random import Random
from typing import TYPE_CHECKING, TypeAlias

from backend_gates.project.resolution.scopes import Scope, functions
from backend_gates.syntax import facts, reader
from benchmark.rounds import Measured, take_turns
from benchmark.subjects import OURS, Subject

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from benchmark.cost import Cost
    from benchmark.repository import Repository

    Edit: TypeAlias = Callable[[str, Random], str]

_FILES = 5


def commits(title: str, repository: Repository, count: int) -> Measured:
    """The costs of so many of each kind, of files that are drawn with a fixed seed."""
    everything = Subject("all files", OURS, repository.files, lambda: None, "")
    take_turns(title, [everything], repository.root, 1)
    random = Random(0)  # noqa: S311  no secret: the same commits every time
    costs: dict[str, list[Cost]] = {name: [] for name in EDITS}
    for _ in range(count):
        for name, edit in EDITS.items():
            names = tuple(random.sample(repository.files, _FILES))
            change = Subject(name, OURS, names, _change(repository, names, edit, random), "")
            costs[name] += take_turns(title, [change], repository.root, 1).costs[name]
    return Measured(costs)


def _change(
    repository: Repository, names: tuple[str, ...], edit: Edit, random: Random
) -> Callable[[], None]:
    def change() -> None:
        for name in names:
            file = repository.root / name
            file.write_text(edit(file.read_text("utf-8"), random), "utf-8")

    return change


def _comment(text: str, _random: Random) -> str:
    return f"{text}\n# looked through\n"


def _import(text: str, random: Random) -> str:
    """An import before the first."""
    first = re.compile(r"^(?=import |from (?!__future__))", re.MULTILINE)
    return first.sub(f"import json as {_name(random)}\n", text, count=1)


def _function(text: str, random: Random) -> str:
    return f"{text}\n\ndef {_name(random)}(value: str) -> str:\n    return value.strip()\n"


def _line(text: str, random: Random) -> str:
    """A statement more in a function; a comment where there is none."""
    lines = text.splitlines(keepends=True)
    places = [
        (each.line - 1, each.column - 1)
        for each in _inner(reader.skim(text.encode()))
        if not isinstance(each, facts.Function | facts.Class)
        and not lines[each.line - 1][: each.column - 1].strip()
    ]
    if not places:
        return _comment(text, random)
    line, column = random.choice(places)
    return "".join([*lines[:line], f"{' ' * column}{_name(random)} = str(1)\n", *lines[line:]])


def _inner(module: facts.Module) -> Iterator[facts.Statement]:
    """The statements of functions, but for the first, which may be a docstring."""
    for scope in functions(Scope(module, None, "", "", "")):
        if isinstance(scope.node, facts.Function):
            yield from scope.node.body[1:]


def _name(random: Random) -> str:
    return f"added_{random.randrange(10**9)}"


EDITS: Mapping[str, Edit] = {
    "a comment": _comment,
    "an import": _import,
    "a function": _function,
    "a line in a function": _line,
}
