"""Which state outside of a function an expression reads, and a statement writes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

_APPLICATION = {"app.state", "request.app.state", "self.app.state"}
CLOSING = {"aclose", "close", "disconnect", "shutdown"}
_ADDING = {"add", "append", "extend", "setdefault", "update"}
_EMPTY = {"None", "False", "0", ""}
_EMPTY_MAKERS = {"dict", "list", "set", "deque", "defaultdict", "OrderedDict"}


class State(NamedTuple):
    """State as the source names it; `key` is the expression of an entry, empty for the whole."""

    name: str
    key: str = ""

    @property
    def written(self) -> str:
        """How a message names it."""
        return f"{self.name}[{self.key}]" if self.key else self.name


class Write(NamedTuple):
    """A statement that gives state a new value; without one the old value is changed in place."""

    state: State
    node: facts.Node
    value: facts.Expression | None


class Places:
    """The state of one function: `self.x`, `cls.x`, `Class.x`, `app.state.x` and globals."""

    def __init__(self, function: Scope) -> None:
        self._function = function
        self._globals = set(_declared(function))

    def named(self, node: Struct) -> State | None:
        """The state that an expression is."""
        match node:
            case facts.Name(id=name):
                return State(name) if name in self._globals else None
            case facts.Attribute(value=base, name=name):
                owner = _dotted(base)
                is_state = owner in _APPLICATION or self._is_owner(owner)
                return State(f"{owner}.{name}") if is_state else None
            case facts.Subscript(value=container, index=index):
                return self._entry(container, index)
            case facts.Call(function=facts.Attribute(value=container, name="get")):
                first = node.arguments[0].value if node.arguments else None
                return None if first is None else self._entry(container, first)
            case _:
                return None

    def _entry(self, container: facts.Expression, index: facts.Expression) -> State | None:
        held = self.named(container) or self.module_level(container)
        key = _dotted(index)
        return State(held.name, key) if held is not None and key else None

    def module_level(self, node: facts.Expression) -> State | None:
        """A container that the module holds: its entries can be set without a declaration."""
        if not isinstance(node, facts.Name) or node.id in self._function.bindings:
            return None
        return State(node.id) if node.id in self._function.outermost.bindings else None

    def _is_owner(self, name: str) -> bool:
        if name in {"self", "cls"}:
            return True
        owner = self._function.outermost.bindings.get(name, ())
        return any(isinstance(getattr(each.origin, "node", None), facts.Class) for each in owner)

    def read(self, node: Struct) -> Iterator[State]:
        """All state that stands in an expression or statement, what is bound in it aside."""
        for each in walking.walk(node):
            found = self.named(each)
            if found is not None:
                yield found
            match each:
                case facts.Operation(operators=("in" | "not in",), operands=(key, container)):
                    entry = self._entry(container, key)
                    if entry is not None:
                        yield entry
                case _:
                    pass

    def writes(self, statement: facts.Statement) -> Iterator[Write]:
        """What a simple statement gives a new value."""
        match statement:
            case facts.Assign(targets=targets, value=value):
                for target in _single(targets):
                    found = self.named(target)
                    if found is not None:
                        yield Write(found, statement, value)
            case facts.AugmentedAssign(target=target, value=value):
                found = self.named(target)
                if found is not None:
                    yield Write(found, statement, value)
            case facts.Evaluate(value=facts.Call(function=facts.Attribute() as called) as call):
                yield from self._added(statement, called, call)
            case _:
                pass

    def _added(
        self, statement: facts.Statement, called: facts.Attribute, call: facts.Call
    ) -> Iterator[Write]:
        held = self.named(called.value) or self.module_level(called.value)
        if called.name in _ADDING and held is not None and call.arguments:
            yield Write(State(held.name, _dotted(call.arguments[0].value)), statement, None)


def is_reset(value: facts.Expression | None) -> bool:
    """Whether a value is an empty one, as what is torn down gets."""
    match value:
        case facts.Literal(text=text):
            return text in _EMPTY
        case facts.Collection(items=()) | facts.Dictionary(keys=()):
            return True
        case facts.Call(arguments=()):
            return last_name(value.function) in _EMPTY_MAKERS
        case _:
            return False


def _declared(function: Scope) -> Iterator[str]:
    """The names that a function declares as global."""
    node = function.node
    for statement in walking.walk_statements(node.body if isinstance(node, facts.Function) else ()):
        if isinstance(statement, facts.ScopeDeclaration) and statement.keyword == "global":
            yield from statement.names


def _single(targets: tuple[facts.Expression, ...]) -> Iterator[facts.Expression]:
    for target in targets:
        if isinstance(target, facts.Collection):
            yield from _single(target.items)
        else:
            yield target


def _dotted(node: facts.Expression) -> str:
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            base = _dotted(node.value)
            return f"{base}.{node.name}" if base else ""
        case facts.Literal(kind="str"):
            return f'"{node.text}"'
        case _:
            return ""
