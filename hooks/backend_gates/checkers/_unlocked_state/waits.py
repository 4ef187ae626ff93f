"""Where the loop may run another task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


class Waits:
    """Answers for the nodes of one function."""

    def __init__(self, project: Project, scope: Scope) -> None:
        self._project = project
        self._scope = scope

    def first(self, node: Struct) -> facts.Node | None:
        """The first wait in an expression or simple statement."""
        stack = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, facts.Await) and self._suspends(current):
                return current
            if isinstance(current, facts.Comprehension) and _is_async(current):
                return current
            if not isinstance(current, facts.Lambda | facts.Function | facts.Class):
                stack += walking.children(current)[::-1]
        return None

    def _suspends(self, node: facts.Await) -> bool:
        """Whether it may wait: a coroutine of the project that awaits nothing never does."""
        if not isinstance(node.value, facts.Call):
            return True
        called = self._project.value(node.value.function, self._scope)
        if not isinstance(called, FirstPartyFunction) or not isinstance(
            called.node, facts.Function
        ):
            return True
        return not called.node.is_async or _may_wait(called.node)


def _is_async(node: facts.Comprehension) -> bool:
    return any(clause.is_async for clause in node.clauses)


def _may_wait(function: facts.Function) -> bool:
    return any(
        isinstance(node, facts.Await)
        or (isinstance(node, facts.For | facts.With) and node.is_async)
        or (isinstance(node, facts.Comprehension) and _is_async(node))
        for node in walking.walk_own(function.body)
    )
