"""The ways from a call in a loop down to a query that its element says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.repetition.elements import kind
from backend_gates.project.repetition.every_time import EveryTime
from backend_gates.project.repetition.flow import ELEMENT, NOTHING, followed, starting
from backend_gates.project.repetition.gathering import only_asks
from backend_gates.project.repetition.helpers import (
    answers,
    is_cached,
    is_helper,
    is_inside,
    optional,
)
from backend_gates.project.repetition.jobs import (
    is_job,
    is_undone,
    keeps_answers,
    length,
    works_elsewhere,
)
from backend_gates.project.repetition.keys import is_by_key
from backend_gates.project.repetition.loops import (
    Asking,
    asking,
    is_explained,
    looping_lines,
    loops_in,
)
from backend_gates.project.repetition.mending import is_act, is_mended
from backend_gates.project.repetition.passing import (
    Hop,
    Way,
    first_way,
    is_asked,
    passed,
)
from backend_gates.project.repetition.plainness import is_plain
from backend_gates.project.repetition.queries import is_query_name, sent_by_call, sent_by_loop
from backend_gates.project.repetition.searches import is_search, is_second
from backend_gates.project.resolution.branches import constants, ruled_out
from backend_gates.project.resolution.scopes import functions
from backend_gates.project.resolution.values import FirstPartyFunction
from backend_gates.project.running.blocking import written
from backend_gates.project.running.once import remembers
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.repetition.every_time import Step
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.repetition.queries import Sent
    from backend_gates.project.resolution.scopes import Scope

_DEPTH = 2
_CONDITIONS = 1
_LIGHT, _PASSING_ON, _THIN = 6, 2, 4


class Repeated(NamedTuple):
    """A call in a loop that sends a query for each element; hops lead down to it, if not itself."""

    loop: Loop
    step: Step
    written: str
    sent: Sent
    hops: tuple[Hop, ...]


class _Body(NamedTuple):
    """What a function does: the queries it sends, and what it calls."""

    sends: tuple[Way, ...]
    calls: tuple[tuple[Step, FirstPartyFunction], ...]


class Ways:
    """Answers for one project; what was found out about a function is remembered."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._bodies: dict[Scope, _Body] = {}
        self._ways: dict[tuple[Scope, int], tuple[Way, ...]] = {}
        self._reaching: dict[tuple[Scope, int], bool] = {}

    def repeated(self, module: Scope) -> Iterator[Repeated]:
        """The calls in the loops of a file's functions that send a query for each element."""
        lines = looping_lines(self._project, module)
        for scope in functions(module) if lines else ():
            seen: set[int] = set()
            for loop in reversed(list(loops_in(scope, lines))):
                for found in self._in_loop(loop, scope):
                    node = found.step.node
                    if id(node) not in seen and not is_explained(self._project, scope, loop, node):
                        seen.add(id(found.step.node))
                        yield found

    def _in_loop(self, loop: Loop, scope: Scope) -> Iterator[Repeated]:
        if not self._reaches(loop.node, scope, _DEPTH + 1):
            return
        found = [each for step in self._steps(loop, scope) for each in self._at(step, loop)]
        if not found or kind(self._project, loop, scope) != "elements":
            return
        found = [each for each in found if not _is_needless(loop, each)]
        if found and not is_undone(loop) and not is_job(self._project, loop, scope):
            yield from found

    def _reaches(self, node: facts.Node, scope: Scope, depth: int) -> bool:
        """Whether anything in a node sends a query, by way of so many functions at most."""
        return any(self._leads(each, depth) for each in asking(node, scope))

    def _leads(self, asking: Asking, depth: int) -> bool:
        """Whether a call, or a loop over something, sends a query, likewise."""
        node, scope = asking.node, asking.scope
        if asking.is_iterated:
            return sent_by_loop(self._project, node, scope) is not None
        if not isinstance(node, facts.Call):
            return False
        name = last_name(node.function)
        if is_query_name(name) and sent_by_call(self._project, node, scope) is not None:
            return True
        if not depth or not is_helper(node):
            return False
        known = self._project.value(node.function, scope)
        return isinstance(known, FirstPartyFunction) and self._leads_on(known, depth - 1)

    def _leads_on(self, function: FirstPartyFunction, depth: int) -> bool:
        """Whether a function's body does, remembered."""
        key, node = (function.scope, depth), function.node
        if key not in self._reaching:
            size = length(node.body) if isinstance(node, facts.Function) else _LIGHT + 1
            on = depth if size <= _PASSING_ON else 0
            self._reaching[key] = size <= _LIGHT and self._reaches(node, function.scope, on)
        return self._reaching[key]

    def of(self, function: Scope, depth: int = _DEPTH) -> tuple[Way, ...]:
        """The ways from a function's body down to queries, over so many functions at most."""
        key = (function, depth)
        if key not in self._ways:
            self._ways[key] = tuple(self._down(function, depth))
        return self._ways[key]

    def _steps(self, loop: Loop, scope: Scope) -> Iterator[Step]:
        """What runs for each element of a loop."""
        flow = starting(dict.fromkeys(loop.names, ELEMENT))
        every = EveryTime(self._is_no_portion, loop.names, in_loop=True)
        if isinstance(loop.node, facts.For):
            yield from every.steps(loop.node.body, scope, followed(loop.node.body, flow))
        else:
            yield from every.comprehension(loop.node, loop, scope, flow)

    def _is_no_portion(self, loop: Loop, scope: Scope) -> bool:
        return kind(self._project, loop, scope) != "portions"

    def _is_few(self, loop: Loop, scope: Scope) -> bool:
        return kind(self._project, loop, scope) == "few"

    def _at(self, step: Step, loop: Loop) -> Iterator[Repeated]:
        if step.conditions > _CONDITIONS:
            return
        sent = self._sent(step)
        if sent is not None:
            if is_asked(sent, step) and is_mended(self._project, sent, step, loop):
                yield Repeated(loop, step, sent.written, sent, ())
            return
        function = None if step.may_fail else self._called(step)
        if function is None:
            return
        for way in self._through(step, function, _DEPTH):
            is_often = way.conditions <= _CONDITIONS
            if is_often and way.needs and is_mended(self._project, way.sent, step, loop):
                yield Repeated(loop, step, written(step.node), way.sent, way.hops)
                return

    def _passes(self, sent: Sent, step: Step, function: Scope) -> bool:
        """Whether a function asks by a key, or does nothing but write."""
        node = function.node
        if not isinstance(node, facts.Function):
            return False
        if not sent.writes:
            is_direct = sent.node is step.node
            if is_direct and not is_by_key(sent, step.flow, function):
                return False
            if not is_direct and is_act(step.node):
                return False
            return answers(node) and only_asks(node.body, step.node)
        return (
            length(node.body) <= _THIN
            and not sent.written.startswith("super()")
            and is_plain(self._project, node.body, function, step.node)
        )

    def _sent(self, step: Step) -> Sent | None:
        """What a step sends by itself."""
        node = step.node
        if step.is_iterated:
            has_sources = not isinstance(node, facts.Name) and step.flow.sources(node)
            return sent_by_loop(self._project, node, step.scope) if has_sources else None
        if not isinstance(node, facts.Call) or not is_query_name(last_name(node.function)):
            return None
        is_commit = last_name(node.function) == "commit"
        if not is_commit and not step.flow.sources(node):
            return None
        return sent_by_call(self._project, node, step.scope)

    def _sent_by(self, body: facts.Block, scope: Scope) -> Iterator[Sent]:
        for call in walking.own(body, facts.Call):
            sent = sent_by_call(self._project, call, scope)
            if sent is not None:
                yield sent

    def _called(self, step: Step) -> FirstPartyFunction | None:
        """The function of the project that a step calls with something that has sources."""
        node = step.node
        if step.is_iterated or not isinstance(node, facts.Call) or not is_helper(node):
            return None
        if not step.flow.sources(node):
            return None
        known = self._project.value(node.function, step.scope)
        if not isinstance(known, FirstPartyFunction) or is_inside(step.scope, known.scope):
            return None
        return None if remembers(known.node) or is_cached(known.node) else known

    def _down(self, function: Scope, depth: int) -> Iterator[Way]:
        body = self._body(function)
        yield from body.sends
        seen = {way[2:] for way in body.sends}
        for step, called in body.calls if depth else ():
            hop = Hop(function, step.node, written(step.node))
            for way in self._through(step, called, depth - 1):
                if way[2:] not in seen and self._passes(way.sent, step, function):
                    seen.add(way[2:])
                    yield way._replace(hops=(hop, *way.hops))

    def _through(self, step: Step, function: FirstPartyFunction, depth: int) -> Iterator[Way]:
        """The ways from a call, in the terms of what its arguments are made from."""
        call = step.node
        given = constants(call, function) if isinstance(call, facts.Call) else None
        dead = ruled_out(self._project, function.scope, given) if given else ()
        for way in self.of(function.scope, depth):
            at = (way.hops[0].node.line, way.hops[0].node.column)
            through = passed(way, function, step)
            if through is not None and not any(start <= at < end for start, end in dead):
                yield through

    def _body(self, function: Scope) -> _Body:
        if function not in self._bodies:
            self._bodies[function] = self._read(function)
        return self._bodies[function]

    def _read(self, function: Scope) -> _Body:
        node = function.node
        if (
            not isinstance(node, facts.Function)
            or length(node.body) > _LIGHT
            or not self._reaches(node, function, _DEPTH)
        ):
            return _Body((), ())
        parameters = {each.name: frozenset({each.name}) for each in node.parameters}
        if node.parameters and function.parent and isinstance(function.parent.node, facts.Class):
            parameters["super"] = frozenset({node.parameters[0].name})
        flow = followed(node.body, starting(parameters))
        every = EveryTime(self._is_few, optional=optional(node))
        sends: dict[tuple[object, ...], Way] = {}
        calls: list[tuple[Step, FirstPartyFunction]] = []
        for step in every.steps(node.body, function, flow):
            sent = self._sent(step)
            if sent is not None:
                way = first_way(sent, step, function, NOTHING.union(*parameters.values()))
                if (way.needs or way.statements) and self._passes(sent, step, function):
                    sends.setdefault(way[2:], way)
                continue
            called = self._called(step)
            if called is not None:
                calls.append((step, called))
        if not (sends or calls) or works_elsewhere(self._project, node.body, function):
            return _Body((), ())
        if keeps_answers(self._sent_by(node.body, function)):
            return _Body((), ())
        return _Body(
            tuple(sends.values()), tuple(calls) if length(node.body) <= _PASSING_ON else ()
        )


def _is_needless(loop: Loop, found: Repeated) -> bool:
    """Whether a query isn't sent for each element: the loop ends before, or had an answer."""
    query = found.step.node
    return is_search(loop, query) or (not found.sent.writes and is_second(loop, query))
