"""Where the loop may run another task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import concurrency
from backend_gates.project.resolution.values import External, FirstPartyFunction
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 4


class Waits:
    """Answers for the nodes of one function."""

    def __init__(self, project: Project, scope: Scope, depth: int = _DEEPEST) -> None:
        self._project = project
        self._scope = scope
        self._depth = depth

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
        call = node.value
        if not isinstance(call, facts.Call):
            return True
        called = self._project.value(call.function, self._scope)
        lazy_clients = concurrency.load().lazy_clients
        if isinstance(called, External) and called.name in lazy_clients:
            return any(each.keyword == lazy_clients[called.name] for each in call.arguments)
        if not isinstance(called, FirstPartyFunction) or not isinstance(
            called.node, facts.Function
        ):
            return True
        inner = Waits(self._project, called.scope, self._depth - 1)
        return not called.node.is_async or self._depth == 0 or inner.may_wait(called.node)

    def may_wait(self, function: facts.Function) -> bool:
        """Whether a coroutine function, which is the one asked about, may wait."""
        return any(
            (isinstance(node, facts.Await) and self._suspends(node))
            or (isinstance(node, facts.For | facts.With) and node.is_async)
            or (isinstance(node, facts.Comprehension) and _is_async(node))
            for node in walking.walk_own(function.body)
        )


def _is_async(node: facts.Comprehension) -> bool:
    return any(clause.is_async for clause in node.clauses)
