"""The walk over a handler's own statements, in the order in which they run."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.checkers._business_logic.arithmetic import is_aggregate, is_computation
from backend_gates.checkers._business_logic.calls import Calls
from backend_gates.checkers._business_logic.decisions import Decisions
from backend_gates.checkers._business_logic.traces import Act, Mutation, Place, Trace
from backend_gates.project.conduct.callees import own_helper
from backend_gates.project.conduct.shapes import ends, flat, is_markup, leaves, shown
from backend_gates.project.requests.placed import within
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Sequence

    from msgspec import Struct

    from backend_gates.checkers._business_logic.subject import Subject
    from backend_gates.project.project import Project


_NO_BLOCK = -1


class Reading:
    """What was seen in one handler: traces, changing calls in their order, fields that are set.

    The functions of its file that only it calls are read where it calls them, but for those that
    are `left_out`; `inner` are the readings of these.
    """

    def __init__(
        self,
        project: Project,
        subject: Subject,
        acts: list[Act],
        left_out: frozenset[str] = frozenset(),
    ) -> None:
        self.origins = subject.origins
        self.helper = subject.helper
        self.traces: list[Trace] = []
        self.acts = acts
        self.mutations: list[Mutation] = []
        self.inner: list[Reading] = []
        self._project = project
        self._subject = subject
        self._left_out = left_out
        body = subject.function.body
        nodes = [node for node, _ in within(subject.place.scope)]
        self._calls = Calls(project, self.origins, nodes)
        only_reads = not self._calls.has(body, subject.place.scope, {"changes"})
        self._decisions = Decisions(self._calls, _last_reads(nodes), only_reads)
        self._marks = count(subject.first_mark)
        self._ended: set[int] = set()
        self._block(body, subject.place)

    def names_of(self, name: str) -> frozenset[str]:
        """A name, and that which the handler has for it where it is a parameter of a helper."""
        return frozenset({name, self._subject.outer_names.get(name, name)})

    def _block(self, body: facts.Block, place: Place) -> None:
        for index, statement in enumerate(body):
            if isinstance(statement, facts.If):
                place = self._if(statement, body[index + 1 :], place)
            else:
                self._statement(statement, place)

    def _statement(self, node: facts.Statement, place: Place) -> None:
        match node:
            case facts.Match():
                self.traces += self._decisions.of_match(node, place.scope)
                self._branches([case.body for case in node.cases], place)
            case facts.For() | facts.While():
                self._loop(node, place)
            case facts.With():
                self._with(node, place)
            case facts.Try():
                self._try(node, place)
            case facts.Function():
                self._block(node.body, place._replace(scope=place.scope.child(node)))
            case facts.Class() | facts.Raise():
                pass
            case _:
                self._simple(node, place)

    def _if(self, node: facts.If, rest: facts.Block, place: Place) -> Place:
        """Read an `if`; the place of what follows knows which branches have left."""
        self.traces += self._decisions.of_if(node, rest, place.scope)
        branches, orelse = flat(node)
        for test, _ in branches:
            self._expression(test, place, is_test=True)
        blocks = [*(body for _, body in branches), *([orelse] if orelse else [])]
        mark = self._branches(blocks, place)
        if any(leaves(body) for body in blocks):
            return place._replace(path=(*place.path, (mark, len(blocks))))
        return place

    def _branches(self, blocks: Sequence[facts.Block], place: Place) -> int:
        """Read blocks of which one runs, guards aside."""
        mark = next(self._marks)
        for number, body in enumerate(blocks):
            if not self._calls.is_guard(body, place.scope):
                self._block(body, place._replace(path=(*place.path, (mark, number))))
                if ends(body):
                    self._ended.add(mark)
        return mark

    def _loop(self, node: facts.For | facts.While, place: Place) -> None:
        if isinstance(node, facts.For) and not isinstance(node.iterable, facts.Operation):
            self._expression(node.iterable, place)
        before = len(self.acts)
        self._block(node.body, place._replace(in_loop=True))
        self._block(node.orelse, place)
        acts = [act for act in self.acts[before:] if not act.is_control]
        if acts:
            message = f"repeats `{shown(acts[0].call)}`"
            if isinstance(node, facts.For):
                message = f"does `{shown(acts[0].call)}` for each of `{shown(node.iterable)}`"
            self.traces.append(Trace("step", node, message, is_proof=len(acts) > 1))

    def _with(self, node: facts.With, place: Place) -> None:
        if not is_markup(node):
            for item in node.items:
                self._expression(item.context, place)
            self._block(node.body, place)

    def _try(self, node: facts.Try, place: Place) -> None:
        self.traces += self._decisions.of_try(node, place.scope)
        known = len(self.traces)
        blocks = [(*node.body, *node.orelse), *(handler.body for handler in node.handlers)]
        self._branches(blocks, place)
        self.traces[known:] = [
            trace for trace in self.traces[known:] if not _decides_in(node.handlers, trace)
        ]
        self._block(node.finalbody, place)

    def _simple(self, node: facts.Statement, place: Place) -> None:
        if isinstance(node, facts.AugmentedAssign):
            self._assigned(node, (node.target,), node.value)
            if place.in_loop and is_computation(self.origins, node):
                message = f"adds up `{shown(node.target)}`"
                self.traces.append(Trace("computation", node, message))
        elif isinstance(node, facts.Assign) and node.value is not None:
            self._assigned(node, node.targets, node.value)
        for child in walking.children(node):
            self._expression(child, place)

    def _assigned(
        self,
        node: facts.Node,
        targets: tuple[facts.Expression, ...],
        value: facts.Expression,
    ) -> None:
        for target in targets:
            if isinstance(target, facts.Attribute):
                before = len(self.acts)
                self.mutations.append(Mutation(node, target, target.value, value, before))

    def _expression(self, root: Struct, place: Place, *, is_test: bool = False) -> None:
        stack: list[tuple[Struct, bool]] = [(root, not is_test)]
        while stack:
            node, may_compute = stack.pop()
            if isinstance(node, facts.Lambda):
                continue
            if isinstance(node, facts.Call):
                self._call(node, place)
            elif isinstance(node, facts.Operation) and may_compute:
                may_compute = not self._computed(node)
            stack.extend((child, may_compute) for child in reversed(list(walking.children(node))))

    def _computed(self, node: facts.Operation) -> bool:
        found = is_computation(self.origins, node)
        if found:
            self.traces.append(Trace("computation", node, f"computes with `{shown(node)}`"))
        return found

    def _call(self, call: facts.Call, place: Place) -> None:
        if not self._helper(call, place):
            effect = self._calls.effect(call, place.scope)
            if effect in {"changes", "controls"}:
                self.acts.append(self._act(call, place, is_control=effect == "controls"))
        if is_aggregate(self.origins, call):
            message = f"works out `{shown(call)}` over domain data"
            self.traces.append(Trace("computation", call, message))
        owner = _owner(call)
        if owner is not None:
            self.mutations.append(Mutation(call, owner, owner, call, len(self.acts)))

    def _helper(self, call: facts.Call, place: Place) -> bool:
        """Read a function of the file as if its lines stood here, if nothing else calls it."""
        scope = own_helper(self._project, call, place.scope)
        if scope is None or scope.name.rpartition(".")[2] in self._left_out:
            return False
        subject = self._subject.called(self._project, call, scope, place, next(self._marks))
        if subject is None:
            return False
        self.inner.append(Reading(self._project, subject, self.acts, self._left_out))
        return True

    def _act(self, call: facts.Call, place: Place, *, is_control: bool) -> Act:
        sources = self.origins.of_arguments(call)
        if isinstance(call.function, facts.Call):
            sources |= self.origins.of_arguments(call.function)
        given = frozenset(id(source.node) for source in sources)
        taken = dict(place.path)
        passed = [(mark, _NO_BLOCK) for mark in sorted(self._ended) if mark not in taken]
        path = (*place.path, *passed)
        return Act(call, path, is_control, given, self._taken(call), self.helper)

    def _taken(self, call: facts.Call) -> frozenset[int]:
        names = [item.value.id for item in call.arguments if isinstance(item.value, facts.Name)]
        values = [value for name in names for value in self.origins.assigned(name)]
        bare = (value.value if isinstance(value, facts.Await) else value for value in values)
        return frozenset(map(id, bare))


def _last_reads(nodes: Sequence[Struct]) -> dict[str, int]:
    last: dict[str, int] = {}
    for node in nodes:
        if isinstance(node, facts.Name):
            last[node.id] = max(node.line, last.get(node.id, 0))
    return last


def _decides_in(handlers: Sequence[facts.ExceptHandler], trace: Trace) -> bool:
    """A decision in an `except`, which counts as one with what the handler goes on with."""
    line = trace.node.line
    is_inside = any(handler.line <= line <= handler.end_line for handler in handlers)
    return is_inside and trace.kind == "decision"


def _owner(call: facts.Call) -> facts.Expression | None:
    """The object of which `setattr(object, …)`, or a setter of many fields, sets some."""
    function = call.function
    if isinstance(function, facts.Name) and function.id == "setattr" and call.arguments:
        return call.arguments[0].value
    if isinstance(function, facts.Attribute) and function.name in conduct.load().setters:
        return function.value
    return None
