"""What a route handler does that a service should do, line by line.

A walk over the handler's own statements in their order. What it meets becomes traces, and traces
become a verdict in the check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from backend_gates.checkers._arithmetic import is_aggregate, is_computation
from backend_gates.catalogue import conduct
from backend_gates.project.conduct.acts import Use, effect
from backend_gates.project.conduct.origins import Origins
from backend_gates.project.conduct.shapes import flat, is_guard, is_markup, is_text, leaves, shown
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.handlers import Handler
    from backend_gates.project.project import Project
    from backend_gates.project.scopes import Scope

Kind: TypeAlias = Literal["decision", "computation", "mutation", "step"]
Path: TypeAlias = tuple[tuple[int, int], ...]


class Trace(NamedTuple):
    """One thing that is business logic, where it stands; `is_proof` when it needs no second."""

    kind: Kind
    node: facts.Node
    message: str
    is_proof: bool = False


class Act(NamedTuple):
    """A call that changes something; `path` holds the branches taken to come there."""

    call: facts.Call
    path: Path
    loop: int
    is_control: bool


class Reading:
    """What was seen in one handler: traces, acts in their order, assignments to attributes."""

    def __init__(self, project: Project, handler: Handler) -> None:
        self.project = project
        self.origins = Origins(project, handler)
        self.traces: list[Trace] = []
        self.acts: list[Act] = []
        self.mutations: list[tuple[facts.Node, facts.Expression, facts.Expression]] = []
        self._branches = 0
        self._discarded: set[int] = set()
        node = handler.scope.node
        if isinstance(node, facts.Function):
            self._block(node.body, handler.scope, (), 0)

    def _block(self, body: facts.Block, scope: Scope, path: Path, loop: int) -> None:
        for statement in body:
            path = self._statement(statement, scope, path, loop)

    def _statement(self, node: facts.Statement, scope: Scope, path: Path, loop: int) -> Path:
        match node:
            case facts.If():
                return self._if(node, scope, path, loop)
            case facts.Match():
                self._match(node, scope, path, loop)
            case facts.For() | facts.While():
                self._loop(node, scope, path, loop)
            case facts.With():
                self._with(node, scope, path, loop)
            case facts.Try():
                self._try(node, scope, path, loop)
            case facts.Function():
                self._block(node.body, scope.child(node), path, loop)
            case facts.Class() | facts.Raise():
                pass
            case _:
                self._simple(node, scope, path, loop)
        return path

    def _if(self, node: facts.If, scope: Scope, path: Path, loop: int) -> Path:
        branches, orelse = flat(node)
        self._branches += 1
        mark = self._branches
        self._decisions(branches, orelse, scope, loop)
        blocks = [body for _, body in branches] + ([orelse] if orelse else [])
        for test, _ in branches:
            self._expression(test, scope, path, loop, is_test=True)
        for number, body in enumerate(blocks):
            if not self._is_guard(body, scope):
                self._block(body, scope, (*path, (mark, number)), loop)
        if any(leaves(body) for body in blocks):
            return (*path, (mark, len(blocks)))
        return path

    def _decisions(
        self,
        branches: list[tuple[facts.Expression, facts.Block]],
        orelse: facts.Block,
        scope: Scope,
        loop: int,
    ) -> None:
        if len(branches) == 1 and orelse and self._is_guard(orelse, scope):
            return
        is_choice = len(branches) + bool(orelse) > 1
        acting = [body for _, body in branches if self._acts_in(body, scope)]
        for test, body in branches:
            if self._is_guard(body, scope):
                continue
            kinds = self.origins.kinds(test)
            if "domain" in kinds:
                is_counted = self._has_effect(body, scope, is_choice=len(branches) > 1)
            else:
                is_counted = "input" in kinds and len(acting) > 1 and body in acting
            if is_counted:
                what = "chooses" if is_choice else "decides"
                message = f"{what} by `{shown(test)}` what happens"
                self.traces.append(Trace("decision", test, message))

    def _has_effect(self, body: facts.Block, scope: Scope, *, is_choice: bool) -> bool:
        """Whether a branch changes what happens, beyond wording and logging.

        To tell others is an effect where a choice is made between several.
        """
        effects = {"changes", "asks", *(["announces"] if is_choice else [])}
        for statement in body:
            for node in facts.walk(statement):
                if isinstance(node, facts.Call) and self._effect(node, scope) in effects:
                    return True
                if isinstance(node, facts.Assign | facts.AugmentedAssign) and self._is_choice(
                    node, is_choice=is_choice
                ):
                    return True
        return False

    def _is_choice(self, node: facts.Assign | facts.AugmentedAssign, *, is_choice: bool) -> bool:
        if node.value is None or (is_text(node.value) and not is_choice):
            return False
        targets = node.targets if isinstance(node, facts.Assign) else (node.target,)
        return not any(_refines(target, node.value) for target in targets)

    def _match(self, node: facts.Match, scope: Scope, path: Path, loop: int) -> None:
        self._branches += 1
        mark = self._branches
        acting = [case for case in node.cases if self._acts_in(case.body, scope)]
        is_domain = "domain" in self.origins.kinds(node.subject)
        for number, case in enumerate(node.cases):
            counted = is_domain and self._has_effect(case.body, scope, is_choice=True)
            if (counted or (len(acting) > 1 and case in acting)) and case.values:
                message = f"chooses by `{shown(node.subject)}` what happens"
                self.traces.append(Trace("decision", case.values[0], message))
            if not self._is_guard(case.body, scope):
                self._block(case.body, scope, (*path, (mark, number)), loop)

    def _loop(self, node: facts.For | facts.While, scope: Scope, path: Path, loop: int) -> None:
        self._branches += 1
        inner = self._branches
        if isinstance(node, facts.For):
            self._expression(node.iterable, scope, path, loop)
        before = len(self.acts)
        self._block(node.body, scope, path, inner)
        self._block(node.orelse, scope, path, loop)
        acts = [act for act in self.acts[before:] if not act.is_control]
        if acts:
            over = shown(node.iterable) if isinstance(node, facts.For) else "it lasts"
            message = f"does `{shown(acts[0].call)}` for each of `{over}`"
            if isinstance(node, facts.While):
                message = f"repeats `{shown(acts[0].call)}`"
            self.traces.append(Trace("step", node, message, is_proof=len(acts) > 1))

    def _with(self, node: facts.With, scope: Scope, path: Path, loop: int) -> None:
        if is_markup(node):
            return
        for item in node.items:
            self._expression(item.context, scope, path, loop)
        self._block(node.body, scope, path, loop)

    def _try(self, node: facts.Try, scope: Scope, path: Path, loop: int) -> None:
        self._branches += 1
        mark = self._branches
        self._block(node.body, scope, (*path, (mark, 0)), loop)
        for number, handler in enumerate(node.handlers, 1):
            if self._acts_in(handler.body, scope):
                message = "recovers from a failure by another step"
                self.traces.append(Trace("decision", handler, message))
            if not self._is_guard(handler.body, scope):
                self._block(handler.body, scope, (*path, (mark, number)), loop)
        self._block(node.orelse, scope, (*path, (mark, 0)), loop)
        self._block(node.finalbody, scope, path, loop)

    def _simple(self, node: facts.Statement, scope: Scope, path: Path, loop: int) -> None:
        if isinstance(node, facts.Evaluate):
            self._discarded.add(id(node.value))
            if isinstance(node.value, facts.Await):
                self._discarded.add(id(node.value.value))
        if isinstance(node, facts.AugmentedAssign):
            self._augmented(node, loop)
        if isinstance(node, facts.Assign | facts.AugmentedAssign):
            targets = node.targets if isinstance(node, facts.Assign) else (node.target,)
            for target in targets:
                if isinstance(target, facts.Attribute) and node.value is not None:
                    self.mutations.append((node, target, node.value))
        for child in facts.children(node):
            self._expression(child, scope, path, loop)

    def _augmented(self, node: facts.AugmentedAssign, loop: int) -> None:
        if loop and is_computation(self.origins, node):
            message = f"adds up `{shown(node.target)}`"
            self.traces.append(Trace("computation", node, message))

    def _expression(
        self, root: facts.Struct, scope: Scope, path: Path, loop: int, *, is_test: bool = False
    ) -> None:
        stack: list[tuple[facts.Struct, bool]] = [(root, False)]
        while stack:
            node, is_inside = stack.pop()
            if isinstance(node, facts.Lambda | facts.Parameter):
                continue
            if isinstance(node, facts.Await):
                self._awaited = id(node.value)
            if isinstance(node, facts.Call):
                self._call(node, scope, path, loop)
            is_counted = False
            if not is_inside and not is_test and isinstance(node, facts.Operation):
                is_counted = is_computation(self.origins, node)
                if is_counted:
                    message = f"computes with `{shown(node)}`"
                    self.traces.append(Trace("computation", node, message))
            if isinstance(node, facts.Call) and is_aggregate(self.origins, node):
                message = f"works out `{shown(node)}` over domain data"
                self.traces.append(Trace("computation", node, message))
            inner = is_inside or is_counted
            stack.extend((child, inner) for child in reversed(list(facts.children(node))))

    _awaited = 0

    def _call(self, call: facts.Call, scope: Scope, path: Path, loop: int) -> None:
        found = self._effect(call, scope)
        if found in {"changes", "controls"}:
            self.acts.append(Act(call, path, loop, found == "controls"))
        setter = _set_object(call)
        if setter is not None:
            self.mutations.append((call, setter, call))

    def _effect(self, call: facts.Call, scope: Scope) -> str:
        use = Use(call, scope, id(call) in self._discarded, self._awaited == id(call))
        return effect(self.project, self.origins, use)

    def _acts_in(self, body: facts.Block, scope: Scope) -> bool:
        for statement in body:
            discarded = _discarded(statement)
            for node in facts.walk(statement):
                if isinstance(node, facts.Call):
                    use = Use(node, scope, node in discarded, is_awaited=False)
                    if effect(self.project, self.origins, use) == "changes":
                        return True
        return False

    def _is_guard(self, body: facts.Block, scope: Scope) -> bool:
        return is_guard(body, lambda _: False) and not self._acts_in(body, scope)


def _discarded(statement: facts.Struct) -> list[facts.Expression]:
    values = [node.value for node in facts.walk(statement) if isinstance(node, facts.Evaluate)]
    return [value.value if isinstance(value, facts.Await) else value for value in values]


def _refines(target: facts.Expression, value: facts.Expression) -> bool:
    """`statement = statement.where(…)`: the query grows, nothing is decided."""
    root = value
    while isinstance(root, facts.Call | facts.Attribute | facts.Await):
        root = root.function if isinstance(root, facts.Call) else root.value
    return isinstance(root, facts.Name) and isinstance(target, facts.Name) and root.id == target.id


def _set_object(call: facts.Call) -> facts.Expression | None:
    """The object that `setattr(object, …)` or a setter of many fields changes."""
    if isinstance(call.function, facts.Name) and call.function.id == "setattr" and call.arguments:
        return call.arguments[0].value
    if isinstance(call.function, facts.Attribute) and call.function.name in conduct.load().setters:
        return call.function.value
    return None


def traces(project: Project, handler: Handler, steps: int) -> list[Trace]:
    """All traces of business logic in a handler, in the order of lines.

    `steps` is how many changing calls in a row make a process.
    """
    reading = Reading(project, handler)
    found = [*reading.traces, *_mutations(reading), *_steps(reading, steps)]
    return sorted(found, key=lambda trace: (trace.node.line, trace.node.column))


def _mutations(reading: Reading) -> Iterator[Trace]:
    """Fields of loaded objects that are set and saved; fields of inputs count as one trace."""
    has_input = False
    for node, target, value in reading.mutations:
        owner = target.value if isinstance(target, facts.Attribute) else target
        kinds = reading.origins.kinds(owner)
        if not kinds or "transport" in kinds or reading.origins.is_made_here(owner):
            continue
        is_loaded = "domain" in kinds
        if not _is_saved(reading, owner, node) or (has_input and not is_loaded):
            continue
        has_input = has_input or not is_loaded
        if is_loaded or "domain" in reading.origins.kinds(value) or isinstance(value, facts.Call):
            message = f"changes `{shown(target)}`"
            yield Trace("mutation", node, message, is_proof=is_loaded)


def _is_saved(reading: Reading, owner: facts.Expression, node: facts.Node) -> bool:
    """Whether a later call commits, or takes the object to do something with it."""
    name = _root(owner)
    later = [act for act in reading.acts if act.call.line >= node.line and act.call is not node]
    return any(act.is_control or _mentions(act.call, name) for act in later)


def _root(node: facts.Expression) -> str:
    while isinstance(node, facts.Attribute | facts.Subscript):
        node = node.value
    return node.id if isinstance(node, facts.Name) else ""


def _mentions(call: facts.Call, name: str) -> bool:
    return any(isinstance(node, facts.Name) and node.id == name for node in facts.walk(call))


def _steps(reading: Reading, limit: int) -> Iterator[Trace]:
    acts = [act for act in reading.acts if not act.is_control]
    for number, act in enumerate(acts):
        earlier = [other for other in acts[:number] if _may_follow(other.path, act.path)]
        given = _giver(reading, act, earlier)
        if given is not None:
            message = f"goes on with what `{shown(given.call)}` gave"
            yield Trace("step", act.call, message, is_proof=True)
        elif len(earlier) + 1 >= limit:
            message = f"is step {len(earlier) + 1} of a process"
            yield Trace("step", act.call, message, is_proof=True)
        elif earlier:
            commits = [c for c in reading.acts if c.is_control and _ends(c.call)]
            is_proof = any(_may_follow(act.path, c.path) for c in commits)
            yield Trace("step", act.call, "is a second change", is_proof=is_proof)


def _ends(call: facts.Call) -> bool:
    return isinstance(call.function, facts.Attribute) and call.function.name == "commit"


def _may_follow(first: Path, second: Path) -> bool:
    """Whether both places can be reached in one run."""
    taken = dict(first)
    return all(taken.get(mark, number) == number for mark, number in second)


def _giver(reading: Reading, act: Act, earlier: list[Act]) -> Act | None:
    """The earlier change whose result this one is given."""
    nodes = {id(source.node) for source in reading.origins.of_arguments(act.call)}
    if isinstance(act.call.function, facts.Call):
        inner = act.call.function
        nodes |= {id(source.node) for source in reading.origins.of_arguments(inner)}
    return next((other for other in earlier if id(other.call) in nodes), None)
