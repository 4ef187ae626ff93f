"""The shortest way from a node down to what makes the thread wait."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.blocking import blocking_at, place_of, written
from backend_gates.project.call_graph import runs
from backend_gates.project.execution import executed
from backend_gates.project.once import first_time_only, remembers
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.blocking import BlockingPlace
    from backend_gates.project.blocking_policy import BlockingPolicy
    from backend_gates.project.execution import Executed
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope
    from backend_gates.project.values import FirstPartyFunction


class Hop(NamedTuple):
    """A node that leads on, in a function of the project; `written` is how the source names it."""

    scope: Scope
    node: facts.Node
    written: str


class CallPath(NamedTuple):
    """From a node over the places passed in the project's functions to what waits.

    Without hops the node itself waits; else the last hop is where `place` stands.
    """

    node: facts.Node
    written: str
    hops: tuple[Hop, ...]
    place: BlockingPlace


class Descent(NamedTuple):
    """From a function's own body over the places passed down to what waits."""

    hops: tuple[Hop, ...]
    place: BlockingPlace


class _Body(NamedTuple):
    """What a function does that matters here: the first place that waits, what it runs."""

    place: BlockingPlace | None
    runs: tuple[tuple[facts.Node, FirstPartyFunction], ...]


class CallPaths:
    """Answers under one policy; what was found out about a function is remembered."""

    def __init__(self, project: Project, policy: BlockingPolicy) -> None:
        self._project = project
        self._policy = policy
        self._bodies: dict[Scope, _Body] = {}
        self._known: dict[Scope, Descent | None] = {}

    def at(self, step: Executed) -> CallPath | None:
        """The way from a node that runs down to what waits; None when nothing does."""
        if not _may_wait(step):
            return None
        place = self._waits(step)
        if place is not None:
            return CallPath(place.node, place.written, (), place)
        node = step.node
        for function in self._followed(step):
            descent = self.below(function.scope)
            if descent is not None and isinstance(node, facts.Node):
                return CallPath(node, written(node), *descent)
        return None

    def below(self, function: Scope) -> Descent | None:
        """The way from a function's own body down; None when nothing below it waits."""
        if function not in self._known:
            self._search(function)
        return self._known[function]

    def _search(self, start: Scope) -> None:
        """Breadth first, so that the first place that waits is the nearest."""
        came_from: dict[Scope, Hop | None] = {start: None}
        waiting = deque([start])
        while waiting:
            scope = waiting.popleft()
            if scope in self._known and self._known[scope] is None:
                continue
            body = self._body(scope)
            if body.place is not None:
                self._known[start] = _path(scope, body.place, came_from)
                return
            for node, function in body.runs:
                if function.scope not in came_from:
                    came_from[function.scope] = Hop(scope, node, written(node))
                    waiting.append(function.scope)
        self._known.update(dict.fromkeys(came_from))

    def _body(self, scope: Scope) -> _Body:
        if scope not in self._bodies:
            self._bodies[scope] = self._read(scope)
        return self._bodies[scope]

    def _read(self, scope: Scope) -> _Body:
        found: list[tuple[facts.Node, FirstPartyFunction]] = []
        for step in filter(_may_wait, _repeated(self._project, scope)):
            place = self._waits(step)
            if place is not None:
                return _Body(place, ())
            if isinstance(step.node, facts.Node):
                found.extend((step.node, function) for function in self._followed(step))
        return _Body(None, tuple(found))

    def _waits(self, step: Executed) -> BlockingPlace | None:
        """What waits at a node itself, functions of the project not followed."""
        policy, node = self._policy, step.node
        if isinstance(node, facts.Call) and (policy.blocking or policy.not_blocking):
            called = self._project.value(node.function, step.scope)
            if policy.is_harmless(called):
                return None
            said = None if step.role == "awaited" else policy.verdict(called)
            if said is not None:
                return place_of(node, called, said)
        place = blocking_at(self._project, step)
        return place if place is not None and policy.counts(place.blocking) else None

    def _followed(self, step: Executed) -> Iterator[FirstPartyFunction]:
        for function in runs(self._project, step):
            is_elsewhere = self._policy.is_offloaded(self._project, function)
            if not (is_elsewhere or remembers(function.node) or self._policy.is_harmless(function)):
                yield function


def _may_wait(step: Executed) -> bool:
    return bool(step.role) or isinstance(step.node, facts.Call | facts.Attribute)


def _repeated(project: Project, scope: Scope) -> Iterator[Executed]:
    """What runs each time that a function runs, not only the first."""
    stretches = first_time_only(scope)
    for step in executed(project, scope):
        if stretches and isinstance(step.node, facts.Node):
            at = (step.node.line, step.node.column)
            if any(start <= at < end for start, end in stretches):
                continue
        yield step


def _path(last: Scope, place: BlockingPlace, came_from: dict[Scope, Hop | None]) -> Descent:
    hops = [Hop(last, place.node, place.written)]
    hop = came_from[last]
    while hop is not None:
        hops.append(hop)
        hop = came_from[hop.scope]
    return Descent(tuple(reversed(hops)), place)
