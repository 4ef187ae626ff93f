"""Which functions work in the task that runs them alone, and in no other thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.values import External, Member
from backend_gates.project.running.call_graph import runs
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyFunction
    from backend_gates.project.running.execution import Executed

_OF_THE_LOOP = {
    "asyncio.create_task",
    "asyncio.current_task",
    "asyncio.ensure_future",
    "asyncio.get_event_loop",
    "asyncio.get_running_loop",
}


class TaskBound:
    """Looks down from a function through all that it runs, into each function once."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._runs: dict[Scope, tuple[Scope, ...] | None] = {}

    def has_any(self, functions: Iterable[FirstPartyFunction]) -> bool:
        """Whether one of them, or what it runs, uses the loop or sets a context variable."""
        seen: set[Scope] = set()
        waiting = [function.scope for function in functions]
        while waiting:
            scope = waiting.pop()
            if scope in seen:
                continue
            seen.add(scope)
            below = self._below(scope)
            if below is None:
                return True
            waiting += below
        self._runs.update(dict.fromkeys(seen, ()))  # so that nobody goes down there again
        return False

    def _below(self, scope: Scope) -> tuple[Scope, ...] | None:
        """The functions that one runs; None where it is bound itself."""
        if scope not in self._runs:
            self._runs[scope] = self._read(scope)
        return self._runs[scope]

    def _read(self, scope: Scope) -> tuple[Scope, ...] | None:
        found: list[Scope] = []
        for step in self._project.executed(scope):
            if self._is_of_the_task(step):
                return None
            found += (function.scope for function in runs(self._project, step))
        return tuple(found)

    def _is_of_the_task(self, step: Executed) -> bool:
        if not isinstance(step.node, facts.Call):
            return False
        match self._project.value(step.node.function, step.scope):
            case External(name):
                return name in _OF_THE_LOOP
            case Member("contextvars.ContextVar", "set" | "reset"):
                return True
            case _:
                return False
