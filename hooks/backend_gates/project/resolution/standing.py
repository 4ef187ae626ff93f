"""Where functions stand, and what else of a file is run."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.scopes import Scope


class Standing(NamedTuple):
    """Where a function stands: the same for all facts of the file, whoever read them."""

    path: str
    line: int
    column: int


def standing(scope: Scope) -> Standing | None:
    """Where the function of a scope stands; None for a whole file."""
    node = scope.node
    return None if isinstance(node, facts.Module) else Standing(scope.path, node.line, node.column)


def blocks(scope: Scope) -> Iterator[Scope]:
    """A file with every class and function in it, from the outside in."""
    yield scope
    if isinstance(scope.node, facts.Module | facts.Class | facts.Function):
        for node in walking.walk_statements(scope.node.body):
            if isinstance(node, facts.Class | facts.Function):
                yield from blocks(scope.child(node))
