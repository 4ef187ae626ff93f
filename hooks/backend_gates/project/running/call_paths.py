"""The shortest way from a node down to what makes the thread wait."""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.branches import NONE, constants, ruled_out, tested
from backend_gates.project.resolution.members import is_property
from backend_gates.project.running.blocking import blocking_at, place_of, written
from backend_gates.project.running.blocking_policy import qualified_names
from backend_gates.project.running.call_graph import runs
from backend_gates.project.running.execution import executed
from backend_gates.project.running.once import first_time_only, outside, remembers
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.branches import Constants
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyFunction
    from backend_gates.project.running.blocking import BlockingPlace
    from backend_gates.project.running.blocking_policy import BlockingPolicy
    from backend_gates.project.running.execution import Executed


_IN_PLACE = {"__enter__", "__exit__", "__iter__", "__next__"}


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

    @property
    def for_a_thread(self) -> str | None:
        """What a thread can be given to call instead, empty where it has no name.

        None for what leads into a generator or into `__enter__`: that runs where it is iterated
        or entered, whoever calls or makes it.
        """
        function = self.hops[0].scope if self.hops else None
        if function is None or function.is_generator:
            return None
        if function.name.rpartition(".")[2] in _IN_PLACE:
            return None
        name = self.written.removesuffix("()")
        if not name.replace(".", "").isidentifier():
            return ""
        if isinstance(self.node, facts.Call):
            return name
        node = function.node
        is_read = isinstance(node, facts.Function) and is_property(node)
        return f"lambda: {name}" if is_read else ""


class Descent(NamedTuple):
    """From a function's own body over the places passed down to what waits."""

    hops: tuple[Hop, ...]
    place: BlockingPlace


class _Run(NamedTuple):
    """A function, and the parameters that the call gives a constant that matters in it."""

    scope: Scope
    given: Constants = NONE


class _Body(NamedTuple):
    """What a function does that matters here: the first place that waits, what it runs."""

    place: BlockingPlace | None
    runs: tuple[tuple[facts.Node, _Run], ...]


class CallPaths:
    """Answers under one policy; what was found out about a function is remembered."""

    def __init__(self, project: Project, policy: BlockingPolicy) -> None:
        self._project = project
        self._policy = policy
        self._bodies: dict[_Run, _Body] = {}
        self._distances: dict[_Run, int | None] = {}
        self._tested: dict[Scope, frozenset[str]] = {}

    def at(self, step: Executed) -> CallPath | None:
        """The way from a node that runs down to what waits; None when nothing does."""
        place = self._waits(step)
        if place is not None:
            return CallPath(place.node, place.written, (), place)
        node = step.node
        for run in self._followed(step):
            descent = self._below(run)
            if descent is not None and isinstance(node, facts.Node):
                return CallPath(node, written(node), *descent)
        return None

    def passed(self, function: Scope) -> Iterator[str]:
        """The files on the way from a function's own body down; none where nothing waits."""
        run: _Run | None = _Run(function)
        if self._distance(_Run(function)) is not None:
            while run is not None:
                yield run.scope.path
                run = next((called for _, called in self._nearest(run)), None)

    def _below(self, run: _Run) -> Descent | None:
        """The way from a function's own body down; None when nothing below it waits."""
        if self._distance(run) is None:
            return None
        hops: list[Hop] = []
        while (place := self._body(run).place) is None:
            node, called = next(self._nearest(run))
            hops.append(Hop(run.scope, node, written(node)))
            run = called
        hops.append(Hop(run.scope, place.node, place.written))
        return Descent(tuple(hops), place)

    def _nearest(self, run: _Run) -> Iterator[tuple[facts.Node, _Run]]:
        """The calls that are on a shortest way down, in source order."""
        calls = self._body(run).runs
        distance = self._distances[run]
        return (each for each in calls if self._distances[each[1]] == (distance or 0) - 1)

    def _distance(self, run: _Run) -> int | None:
        """How many calls away the nearest place is that waits."""
        if run not in self._distances:
            self._measure(self._unknown_below(run))
        return self._distances[run]

    def _unknown_below(self, start: _Run) -> dict[_Run, int]:
        """All that a function leads to and that has not been measured, in the order found."""
        found, waiting = {start: 0}, [start]
        while waiting:
            for _, called in self._body(waiting.pop()).runs:
                if called not in found and called not in self._distances:
                    found[called] = len(found)
                    waiting.append(called)
        return found

    def _measure(self, fresh: dict[_Run, int]) -> None:
        """From the places that wait back to who calls them, each function once."""
        calling: dict[_Run, list[_Run]] = {}
        ahead: list[tuple[int, int, _Run]] = []
        for run, order in fresh.items():
            body = self._body(run)
            if body.place is not None:
                ahead.append((0, order, run))
            for _, called in body.runs:
                calling.setdefault(called, []).append(run)
                known = self._distances.get(called)
                if known is not None:
                    ahead.append((known + 1, order, run))
        heapify(ahead)
        while ahead:
            distance, _, run = heappop(ahead)
            if run not in self._distances:
                self._distances[run] = distance
                for caller in calling.get(run, ()):
                    heappush(ahead, (distance + 1, fresh[caller], caller))
        for run in fresh:
            self._distances.setdefault(run, None)

    def _body(self, run: _Run) -> _Body:
        if run not in self._bodies:
            self._bodies[run] = self._read(run)
        return self._bodies[run]

    def _read(self, run: _Run) -> _Body:
        found: list[tuple[facts.Node, _Run]] = []
        for step in _repeated(self._project, run):
            place = self._waits(step)
            if place is not None:
                return _Body(place, ())
            if isinstance(step.node, facts.Node):
                found.extend((step.node, called) for called in self._followed(step))
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
                return place_of(node, next(qualified_names(called)), said)
        place = blocking_at(self._project, step)
        return place if place is not None and policy.counts(place.blocking) else None

    def _followed(self, step: Executed) -> Iterator[_Run]:
        for function in runs(self._project, step):
            is_elsewhere = self._policy.is_offloaded(self._project, function)
            if not (is_elsewhere or remembers(function.node) or self._policy.is_harmless(function)):
                yield _Run(function.scope, self._given(step, function))

    def _given(self, step: Executed, function: FirstPartyFunction) -> Constants:
        """The constants that the tests of the function ask for."""
        if not isinstance(step.node, facts.Call) or step.role == "called":
            return NONE
        given = constants(step.node, function)
        if not given:
            return NONE
        if function.scope not in self._tested:
            self._tested[function.scope] = tested(function.scope)
        return frozenset(each for each in given if each[0] in self._tested[function.scope])


def _repeated(project: Project, run: _Run) -> Iterable[Executed]:
    """What runs each time that a function is called so, not only the first."""
    stretches = first_time_only(run.scope) + ruled_out(project, *run)
    return outside(stretches, executed(project, run.scope))
