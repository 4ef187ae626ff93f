"""Where a function reads state, waits, and writes it as if nothing had happened meanwhile."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal, NamedTuple

from backend_gates.checkers._unlocked_state import worth
from backend_gates.checkers._unlocked_state.flow import Flow, leaves, tests_of
from backend_gates.checkers._unlocked_state.locks import Locks
from backend_gates.checkers._unlocked_state.places import Places
from backend_gates.checkers._unlocked_state.waits import Waits
from backend_gates.project.resolution.bindings import Assigned
from backend_gates.project.resolution.values import FirstPartyClass
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from backend_gates.checkers._unlocked_state.flow import Crossing
    from backend_gates.checkers._unlocked_state.places import State, Write
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope

_ORDERING = {"<", "<=", ">", ">="}
_PLAIN = {"complex", "float", "int", "str"}
_TEARING_DOWN = {
    *("__aexit__", "aclose", "cleanup", "close", "disconnect", "reset", "shutdown", "stop"),
    *("teardown", "terminate"),
}


class Race(NamedTuple):
    """State that is checked or copied (`seen`), and written behind a wait."""

    kind: Literal["checked", "copied"]
    state: State
    seen: facts.Node
    wait: facts.Node
    write: facts.Node

    @property
    def fills(self) -> bool:
        """Whether what isn't there yet is put there for good; a call asks how it is."""
        is_whole = isinstance(self.write, facts.Assign) and not self.state.key
        asks_how = any(isinstance(each, facts.Call) for each in walking.walk(self.seen))
        return self.kind == "checked" and is_whole and not asks_how


def races(project: Project, scope: Scope, function: facts.Function) -> Iterator[Race]:
    """Those of one function, one for each name, in source order."""
    places = Places(scope)
    if not any(any(places.writes(each)) for each in walking.walk_statements(function.body)):
        return
    locks = Locks(project, scope)
    if function.name in _TEARING_DOWN or locks.hold_all(function):
        return
    seen: set[str] = set()
    for race in _Reader(project, scope, locks).of(function.body):
        if race.state.name not in seen:
            seen.add(race.state.name)
            yield race


class _Reader:
    """Looks at each block of a function that is not under a lock."""

    def __init__(self, project: Project, scope: Scope, locks: Locks) -> None:
        self._project = project
        self._scope = scope
        self._locks = locks
        self._places = Places(scope)
        self._waits = Waits(project, scope)
        self._aliases: dict[str, State] = {}
        self._asked: set[State] = set()
        self._writes: list[Write] = []

    def of(self, body: facts.Block) -> Iterator[Race]:
        for statement in walking.walk_statements(body):
            self._remember(statement)
            self._writes += self._places.writes(statement)
        for test in tests_of(body):
            self._asked.update(self._states_in(test))
        if not (any(map(self._is_written, self._asked)) and self._is_claimed(body)):
            yield from self._in_block(body)

    def _is_written(self, state: State) -> bool:
        return any(write.state.name == state.name for write in self._writes)

    def _is_claimed(self, body: facts.Block) -> bool:
        """Whether a function says that it is at work before it waits: `self._busy = True`."""
        asked: set[State] = set()
        for statement in body:
            if isinstance(statement, facts.If):
                asked.update(self._states_in(statement.test))
            elif any(
                write.state in asked and not worth.empties(write)
                for write in self._places.writes(statement)
            ):
                return self._waits.first(statement) is None
            if self._waits.first(statement) is not None:
                return False
        return False

    def _remember(self, statement: facts.Statement) -> None:
        """Keep the first name that a statement gives to state: `client = self._client`."""
        match statement:
            case facts.Assign(targets=(facts.Name(id=name),), value=value) if value is not None:
                found = self._places.named(value)
                if found is not None:
                    self._aliases.setdefault(name, found)
            case _:
                pass

    def _states_in(self, test: facts.Expression) -> list[State]:
        names = (each.id for each in walking.walk(test) if isinstance(each, facts.Name))
        copied = [self._aliases[name] for name in names if name in self._aliases]
        return list(dict.fromkeys([*self._places.read(test), *copied]))

    def _in_block(self, block: facts.Block) -> Iterator[Race]:
        for index, statement in enumerate(block):
            rest = block[index + 1 :]
            match statement:
                case facts.If():
                    yield from self._checked(statement, rest)
                case facts.Assign():
                    yield from self._copied(statement, rest)
                    yield from self._at_once(statement)
                case facts.AugmentedAssign():
                    yield from self._at_once(statement)
                case _:
                    pass
            if not self._locks.holds(statement):
                for inner in walking.blocks(statement) if not _is_scope(statement) else ():
                    yield from self._in_block(inner)

    def _checked(self, statement: facts.If, rest: facts.Block) -> Iterator[Race]:
        states = list(filter(self._is_written, self._states_in(statement.test)))
        if not states:
            return
        wait = self._waits.first(statement.test)
        ways = [statement.body, (*statement.orelse, *rest) if leaves(statement.body) else ()]
        limited = self._limited(statement.test)
        if isinstance(statement.body[-1], facts.Jump):
            limited.clear()
        for state in states:
            for way in ways:
                is_meant = partial(self._counts, state) if state in limited else self._fills
                crossing = self._follow(state, way, wait, is_meant)
                if crossing is not None:
                    node = crossing.write.node
                    yield Race("checked", state, statement.test, crossing.wait, node)
                    break

    def _limited(self, test: facts.Expression) -> set[State]:
        """The state that is compared with a limit, itself or by its `len`; its age is not."""
        measured = (
            self._copied_state(_measured(operand))
            for node in walking.walk(test)
            if isinstance(node, facts.Operation) and not _ORDERING.isdisjoint(node.operators)
            for operand in node.operands
        )
        return {state for state in measured if state is not None}

    def _copied_state(self, node: facts.Expression) -> State | None:
        """The state that an expression is, or that it had been given to."""
        copied = self._aliases.get(node.id) if isinstance(node, facts.Name) else None
        return copied or self._places.named(node)

    def _fills(self, write: Write) -> bool:
        """Whether it matters, or says that what matters was made in the same function."""
        writes = self._writes if worth.is_done(write) else [write]
        return any(worth.matters(self._project, each, self._scope) for each in writes)

    def _counts(self, state: State, write: Write) -> bool:
        return worth.is_counted(write, state) or self._fills(write)

    def _copied(self, statement: facts.Assign, rest: facts.Block) -> Iterator[Race]:
        """`count = self.count`, a wait, and `self.count = count + 1`."""
        match statement:
            case facts.Assign(targets=(facts.Name(id=name),), value=value) if value is not None:
                for state in filter(self._is_written, dict.fromkeys(self._computed_with(value))):
                    is_plain = self._places.named(value) == state

                    def uses(write: Write, name: str = name, *, plain: bool = is_plain) -> bool:
                        return _is_made_of(write, name, plain=plain)

                    if len(self._scope.bindings.get(name, ())) == 1:
                        crossing = self._follow(state, rest, self._waits.first(value), uses)
                        if crossing is not None:
                            node = crossing.write.node
                            yield Race("copied", state, statement, crossing.wait, node)
            case _:
                pass

    def _at_once(self, statement: facts.Assign | facts.AugmentedAssign) -> Iterator[Race]:
        """`self.total += await price()`, which reads the total before it waits."""
        writes = list(self._places.writes(statement))
        wait = self._waits.first(statement.value) if writes and statement.value else None
        if wait is None:
            return
        for write in writes:
            if isinstance(statement, facts.AugmentedAssign):
                is_copied = self._is_number(statement.target)
            else:
                is_copied = write.state in self._operands(write.value)
            if is_copied:
                yield Race("copied", write.state, statement, wait, statement)

    def _operands(self, value: facts.Expression | None) -> list[State]:
        """The state that is computed with, rather than handed to what is awaited."""
        return [] if not isinstance(value, facts.Operation) else list(self._computed_with(value))

    def _computed_with(self, value: facts.Expression) -> Iterator[State]:
        for part in _parts(value):
            found = self._places.named(part)
            if found is not None:
                yield found

    def _is_number(self, target: facts.Expression) -> bool:
        """Whether it is made anew by `+=`, unlike a list: it was a number or a text at first."""
        match target:
            case facts.Name(id=name):
                bindings = self._scope.outermost.bindings.get(name, ())
            case facts.Attribute(name=name):
                owner = self._scope.enclosing(facts.Class)
                bindings = owner.bindings.get(name, ()) if owner else ()
                if owner is not None and isinstance(owner.node, facts.Class):
                    own = self._project.self_assignments(FirstPartyClass(owner, owner.node))
                    if any(_is_plain(origin) for origin, _ in own.get(name, ())):
                        return True
            case _:
                return False
        return any(_is_plain(binding.origin) for binding in bindings)

    def _follow(
        self,
        state: State,
        block: facts.Block,
        wait: facts.Node | None,
        is_meant: Callable[[Write], bool],
    ) -> Crossing | None:
        flow = Flow(self._places, state, self._asked - {state}, self._waits.first, is_meant)
        flow.through(block, wait)
        found = flow.found
        if found is not None and self._locks.look_again(found.wait, state.name):
            return None
        return found


def _measured(node: facts.Expression) -> facts.Expression:
    """What `len(…)` measures; anything else is its own measure."""
    match node:
        case facts.Call(function=facts.Name(id="len"), arguments=(argument,)):
            return argument.value
        case _:
            return node


def _is_plain(origin: Origin) -> bool:
    """Whether a number or a text is assigned."""
    match origin:
        case Assigned(value=facts.Literal(kind=kind)):
            return kind in _PLAIN
        case _:
            return False


def _is_made_of(write: Write, name: str, *, plain: bool) -> bool:
    """Whether a write puts there what it makes of a copy; to put the copy back restores it."""
    if not isinstance(write.node, facts.Assign) or write.value is None:
        return False
    if plain and isinstance(write.value, facts.Name):
        return False
    return any(isinstance(part, facts.Name) and part.id == name for part in _parts(write.value))


def _parts(value: facts.Expression) -> Iterator[facts.Expression]:
    """What a value is put together of; what is handed to a call isn't in it, only what it gives."""
    match value:
        case facts.Operation(operands=parts) | facts.Collection(items=parts):
            inner = parts
        case facts.Dictionary(values=parts) | facts.FormattedString(values=parts):
            inner = parts
        case facts.Starred(value=part):
            inner = (part,)
        case _:
            yield value
            return
    for each in inner:
        yield from _parts(each)


def _is_scope(statement: facts.Statement) -> bool:
    return isinstance(statement, facts.Function | facts.Class)
