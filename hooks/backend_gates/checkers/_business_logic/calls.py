"""What the calls of one handler do."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from backend_gates.project.conduct.acts import Use, effect
from backend_gates.project.conduct.shapes import leaves_only, shown
from backend_gates.syntax import facts
from backend_gates.syntax.pieces import first_node

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from msgspec import Struct

    from backend_gates.project.conduct.acts import Effect
    from backend_gates.project.conduct.origins import Origins
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


class Calls:
    """Answers for the calls among some nodes; whose result is thrown away is told from them all."""

    def __init__(self, project: Project, origins: Origins, nodes: Iterable[Struct]) -> None:
        self.project = project
        self.origins = origins
        self._discarded: set[int] = set()
        self._awaited: set[int] = set()
        self._fetched: set[str] = set()
        self._effects: dict[tuple[int, Scope], Effect] = {}
        calls: list[facts.Call] = []
        for node in nodes:
            self._learn(node)
            if isinstance(node, facts.Call):
                calls.append(node)
        self._calls = sorted(calls, key=_start)
        self._starts = list(map(_start, self._calls))

    def _learn(self, node: Struct) -> None:
        match node:
            case facts.Call(function=facts.Attribute(name=name, value=value)):
                if name.startswith("fetch"):
                    self._fetched.add(shown(value))
            case facts.Await(value=value):
                self._awaited.add(id(value))
            case facts.Evaluate(value=value):
                inner = value.value if isinstance(value, facts.Await) else value
                self._discarded.add(id(inner))
            case _:
                pass

    def effect(self, call: facts.Call, scope: Scope) -> Effect:
        """What a call does to the world; found out once, as it is asked about each block around."""
        key = (id(call), scope)
        if key not in self._effects:
            self._effects[key] = self._effect(call, scope)
        return self._effects[key]

    def _effect(self, call: facts.Call, scope: Scope) -> Effect:
        if self._is_fetched(call):
            return "retrieves"
        use = Use(call, scope, id(call) in self._discarded, id(call) in self._awaited)
        return effect(self.project, self.origins, use)

    def _is_fetched(self, call: facts.Call) -> bool:
        """`cursor.execute(sql)` where `cursor.fetchall()` stands as well."""
        function = call.function
        if not isinstance(function, facts.Attribute) or function.name != "execute":
            return False
        return shown(function.value) in self._fetched

    def has(self, body: facts.Block, scope: Scope, effects: Collection[Effect]) -> bool:
        """Whether a call in a block has one of the effects."""
        return any(
            self.effect(call, scope) in effects
            for statement in body
            for call in self._within(statement)
        )

    def _within(self, statement: facts.Statement) -> Sequence[facts.Call]:
        """The calls in a statement."""
        first = bisect_left(self._starts, _start(first_node(statement)))
        end = bisect_left(self._starts, (statement.end_line, statement.end_column))
        return self._calls[first:end]

    def is_guard(self, body: facts.Block, scope: Scope) -> bool:
        """Whether a block only leaves, or decides whether to leave, and changes nothing."""
        return leaves_only(body) and not self.has(body, scope, {"changes"})


def _start(node: facts.Node) -> tuple[int, int]:
    return (node.line, node.column)
