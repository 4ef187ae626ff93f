"""What keeps other tasks out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import concurrency
from backend_gates.checkers._unlocked_state.places import Places
from backend_gates.project.resolution.values import External, FirstPartyFunction, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_NAMED = re.compile(r"lock|mutex|sem(aphore)?s?($|_)|exclusive|critical|singleflight|single_flight")
_DECORATING = re.compile(r"lock|synchroni|once|single|cache|serial|mutex|coalesce|dedup")


class Locks:
    """Answers for the nodes of one function."""

    def __init__(self, project: Project, scope: Scope) -> None:
        self._project = project
        self._scope = scope

    def hold_all(self, function: facts.Function) -> bool:
        """Whether a function runs once at a time: by a decorator, or as it acquires a lock."""
        names = (last_name(decorator_target(each)) for each in function.decorators)
        return any(_DECORATING.search(name.lower()) for name in names) or any(
            isinstance(call.function, facts.Attribute)
            and call.function.name == "acquire"
            and self._is_lock(call.function.value)
            for call in walking.own(function.body, facts.Call)
        )

    def holds(self, statement: facts.Statement) -> bool:
        """Whether what stands in a `with` has a lock."""
        return isinstance(statement, facts.With) and any(
            self._is_lock(item.context) for item in statement.items
        )

    def look_again(self, wait: facts.Node, state: str) -> bool:
        """Whether what is awaited reads the state itself, under a lock."""
        call = wait.value if isinstance(wait, facts.Await) else None
        called = None
        if isinstance(call, facts.Call):
            called = self._project.value(call.function, self._scope)
        if not isinstance(called, FirstPartyFunction) or not isinstance(
            called.node, facts.Function
        ):
            return False
        inner, places = Locks(self._project, called.scope), Places(called.scope)
        return any(
            inner.holds(statement)
            and any(read.name == state for each in statement.body for read in places.read(each))
            for statement in walking.own(called.node.body, facts.With)
        )

    def hold_at(self, node: facts.Node) -> bool:
        """Whether a place in the function stands in such a `with`."""
        body = self._scope.node.body if isinstance(self._scope.node, facts.Function) else ()
        return any(
            self.holds(statement)
            and statement.line <= node.line
            and node.end_line <= statement.end_line
            for statement in walking.walk_statements(body)
        )

    def _is_lock(self, context: facts.Expression) -> bool:
        return _is_called_lock(context) or self._is_known(context)

    def _is_known(self, context: facts.Expression) -> bool:
        """Whether it is an object of a lock's class, or a context manager that holds a lock."""
        known = self._project.value(context, self._scope)
        if isinstance(known, Instance) and isinstance(known.of, External):
            return known.of.name in concurrency.load().locks
        called = context.function if isinstance(context, facts.Call) else context
        function = self._project.value(called, self._scope)
        return (
            isinstance(function, FirstPartyFunction)
            and isinstance(function.node, facts.Function)
            and any(
                _is_called_lock(item.context)
                for statement in walking.own(function.node.body, facts.With)
                for item in statement.items
            )
        )


def _is_called_lock(context: facts.Expression) -> bool:
    names = (
        last_name(node).lower()
        for node in walking.walk(context)
        if isinstance(node, facts.Name | facts.Attribute)
    )
    return any(map(_NAMED.search, names))
