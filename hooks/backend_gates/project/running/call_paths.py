"""The shortest way from a node down to what makes the thread wait."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.branches import (
    FIRST_ELEMENT,
    NONE,
    constants,
    ruled_out,
    tested,
)
from backend_gates.project.running.blocking import blocking_at, place_of, written
from backend_gates.project.running.blocking_policy import qualified_names
from backend_gates.project.running.call_graph import runs
from backend_gates.project.running.call_path import CallPath, Descent, Hop
from backend_gates.project.running.execution import executed
from backend_gates.project.running.once import first_time_only, outside, remembers
from backend_gates.project.running.run_names import name_of, position_of, scope_of
from backend_gates.project.running.runs import Entries, Entry, Next, Run, RunGraph
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.branches import Constants
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.resolution.values import FirstPartyFunction
    from backend_gates.project.running.blocking import BlockingPlace
    from backend_gates.project.running.blocking_policy import BlockingPolicy
    from backend_gates.project.running.execution import Executed
    from backend_gates.project.running.kept_calls import KeptCalls
    from backend_gates.project.running.run_names import Position


class _Run(NamedTuple):
    """A function, and the parameters that the call gives a constant that matters in it."""

    scope: Scope
    given: Constants = NONE


class _Body(NamedTuple):
    """What a function does that matters here: the first place that waits, what it runs."""

    place: BlockingPlace | None
    runs: tuple[tuple[facts.Node, _Run], ...]


class _Start(NamedTuple):
    """A node that the loop runs: it waits itself, or it runs functions."""

    node: Struct
    place: BlockingPlace | None
    runs: tuple[_Run, ...]


class CallPaths:
    """Answers under one policy; what was found out about a function is remembered."""

    def __init__(self, project: Project, policy: BlockingPolicy, kept: KeptCalls) -> None:
        self._project = project
        self._policy = policy
        self.kept = kept
        self._consulted = project.modules.consulted
        self._graph = RunGraph(self._look)
        self._bodies: dict[_Run, _Body] = {}
        self._tested: dict[Scope, frozenset[str]] = {}
        self._names: dict[_Run, Run] = {}
        self._named: dict[Run, _Run] = {}

    def on_the_loop(self, module: Scope) -> Iterator[tuple[Scope, list[CallPath]]]:
        """Each function, class and module that has them, with the ways down from what it runs."""
        known = self.kept.entries(module.path)
        if known.are_known and not any(map(self._leads_down, known.at.values())):
            return
        entries: dict[Position, Entry] = {}
        listed, sources = self._consulted.during(list, self._project.on_the_loop(module))
        for scope, steps in listed:
            entry = _still_known(known, scope)
            if entry is None or self._leads_down(entry):
                starts, entry = self._entry(steps)
                yield scope, list(filter(None, map(self._from, starts)))
            entries[position_of(scope)] = entry
        if not known.are_known:
            self.kept.keep_entries(module.path, entries, sources)

    def ways(self, scope: Scope) -> Iterator[CallPath]:
        """The ways down from what a function itself runs, wherever it is run."""
        return filter(None, map(self._from, self._starts(self._project.executed(scope))))

    def passes(self, path: str, own: Collection[str], screen: Collection[bytes]) -> bool:
        """Whether a way down from what the loop runs in a file may lead through the own files.

        A file without any of the `screen` byte strings has nothing that the loop runs.
        """
        return any(
            place.path in own
            for entry in self._entries(path, screen)
            for run in entry.runs
            for place in self._graph.way(run)
        )

    def _entries(self, path: str, screen: Collection[bytes]) -> Iterable[Entry]:
        """What the loop runs in a file, as kept where that still holds."""
        known = self.kept.entries(path)
        if known.are_known:
            return filter(None, known.at.values())
        data = self._project.modules.content(path)
        if not any(word in data for word in screen):
            self.kept.keep_empty(path, data)
            return ()
        module = self._project.modules.at(path)
        if module is None:
            return ()
        found: dict[Position, Entry] = {}
        listed, sources = self._consulted.during(list, self._project.on_the_loop(module))
        for scope, steps in listed:
            found[position_of(scope)] = _still_known(known, scope) or self._entry(steps)[1]
        self.kept.keep_entries(path, found, sources)
        return found.values()

    def _leads_down(self, entry: Entry | None) -> bool:
        """Whether something waits at a place, or somewhere below; so it may where nobody knows."""
        if entry is None or entry.waits:
            return True
        return any(self._graph.distance(run) is not None for run in entry.runs)

    def _entry(self, steps: Iterable[Executed]) -> tuple[list[_Start], Entry]:
        starts, sources = self._consulted.during(self._starts, steps)
        runs = dict.fromkeys(self._name(run) for start in starts for run in start.runs)
        waits = any(start.place is not None for start in starts)
        return starts, Entry(waits, tuple(runs), sources)

    def _starts(self, steps: Iterable[Executed]) -> list[_Start]:
        found = []
        for step in steps:
            place = self._waits(step)
            runs = () if place is not None else self._followed(step)
            if place is not None or runs:
                found.append(_Start(step.node, place, tuple(runs)))
        return found

    def _from(self, start: _Start) -> CallPath | None:
        """The way from a node that runs down to what waits; None when nothing does."""
        node, place, runs = start
        if place is not None:
            return CallPath(place.node, place.written, (), place)
        for run in runs:
            descent = self._below(run)
            if descent is not None and isinstance(node, facts.Node):
                return CallPath(node, written(node), *descent)
        return None

    def _below(self, run: _Run) -> Descent | None:
        """The way from a function's own body down; None when nothing below it waits."""
        hops: list[Hop] = []
        way = list(self._graph.way(self._name(run)))
        for following in way[1:]:
            calls = (each for each in self._body(run).runs if self._name(each[1]) == following)
            node, called = next(calls, (None, run))
            if node is None:
                return None  # somebody changes the files while they are read
            hops.append(Hop(run.scope, node, written(node)))
            run = called
        place = self._body(run).place if way else None
        if place is None:
            return None
        hops.append(Hop(run.scope, place.node, place.written))
        return Descent(tuple(hops), place)

    def _look(self, name: Run) -> Next:
        """What a function does, as kept where that still holds."""
        found = self.kept.next(name)
        if found is not None:
            return found
        run = self._named.get(name) or self._meant(name)
        if run is None:
            return Next(waits=False, runs=())  # likewise
        body, sources = self._consulted.during(self._body, run)
        found = Next(body.place is not None, tuple([self._name(each) for _, each in body.runs]))
        self.kept.keep(name, found, sources)
        return found

    def _name(self, run: _Run) -> Run:
        if run not in self._names:
            name = self._names[run] = name_of(*run)
            self._named[name] = run
        return self._names[run]

    def _meant(self, name: Run) -> _Run | None:
        scope = scope_of(self._project, name)
        return None if scope is None else _Run(scope, frozenset(name.given))

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

    def _followed(self, step: Executed) -> Sequence[_Run]:
        found = runs(self._project, step)
        if not found:
            return ()
        return [
            _Run(function.scope, self._given(step, function))
            for function in found
            if not (
                self._policy.is_offloaded(self._project, function)
                or remembers(function.node)
                or self._policy.is_harmless(function)
            )
        ]

    def _given(self, step: Executed, function: FirstPartyFunction) -> Constants:
        """The constants that the tests of the function ask for, and how much of it runs."""
        if not isinstance(step.node, facts.Call) or step.role == "called":
            return NONE
        first = step.role == "begun" and function.scope.is_generator
        matters = FIRST_ELEMENT if first else NONE
        given = constants(step.node, function)
        if not given:
            return matters
        if function.scope not in self._tested:
            self._tested[function.scope] = tested(function.scope)
        asked = self._tested[function.scope]
        return matters.union(each for each in given if each[0] in asked)


def _still_known(known: Entries, scope: Scope) -> Entry | None:
    """What the loop runs from a function, where that is known; of coroutines it runs all."""
    is_coroutine = isinstance(scope.node, facts.Function) and scope.node.is_async
    return known.at.get(position_of(scope)) if known.listed or is_coroutine else None


def _repeated(project: Project, run: _Run) -> Iterable[Executed]:
    """What runs each time that a function is called so, not only the first."""
    stretches = first_time_only(run.scope) + ruled_out(project, *run)
    return outside(stretches, executed(project, run.scope))
