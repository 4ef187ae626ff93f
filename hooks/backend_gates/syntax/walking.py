"""Ways through facts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar, get_args

from msgspec import Struct

from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator, Mapping

Kind = TypeVar("Kind", bound=Struct)
_Children: TypeAlias = "Callable[[Any], list[Struct]]"

STATEMENTS: frozenset[type[Struct]] = frozenset(get_args(facts.Statement))
LEAVES: frozenset[type[Struct]] = frozenset(
    {facts.Alias, facts.Jump, facts.Literal, facts.Name}
)  # half of all nodes
_NOT_ENTERED = LEAVES | {facts.Lambda, facts.Class, facts.Function}
_PLAIN = {"int", "str", "bool", "Span", "tuple[str, ...]"}


class _Backwards(dict[type[Struct], _Children]):
    """What gives the children of each kind of node, the last first, as a stack takes them."""

    def __missing__(self, kind: type[Struct]) -> _Children:
        """Rare kinds tell them by their fields."""
        fields = _fields(kind)

        def inside(node: Struct) -> list[Struct]:
            found: list[Struct] = []
            for field in fields:
                value = getattr(node, field)
                if type(value) is tuple:
                    found += filter(None, value)
                elif value is not None:
                    found.append(value)
            return found[::-1]

        self[kind] = inside
        return inside


QUICK: Mapping[type[Struct], _Children] = {
    facts.Argument: lambda node: [node.value],
    facts.Assign: lambda node: _there(node.value, node.annotation, *node.targets[::-1]),
    facts.Attribute: lambda node: [node.value],
    facts.Await: lambda node: [node.value],
    facts.Call: lambda node: [*node.arguments[::-1], node.function],
    facts.Collection: lambda node: [*node.items[::-1]],
    facts.Dictionary: lambda node: _there(*node.values[::-1], *node.keys[::-1]),
    facts.Evaluate: lambda node: [node.value],
    facts.Clause: lambda node: [*node.conditions[::-1], node.iterable, node.target],
    facts.FormattedString: lambda node: [*node.values[::-1]],
    facts.If: lambda node: [*node.orelse[::-1], *node.body[::-1], node.test],
    facts.ImportFrom: lambda node: [*node.aliases[::-1]],
    facts.Operation: lambda node: [*node.operands[::-1]],
    facts.Parameter: lambda node: _there(node.default, node.annotation),
    facts.Return: lambda node: _there(node.value),
    facts.Subscript: lambda node: [node.index, node.value],
    facts.With: lambda node: [*node.body[::-1], *node.items[::-1]],
    facts.WithItem: lambda node: _there(node.target, node.context),
}  # nearly all that hold others
BACKWARDS = _Backwards(QUICK)


def _there(*nodes: Struct | None) -> list[Struct]:
    return [node for node in nodes if node is not None]


def _fields(kind: type[Struct]) -> tuple[str, ...]:
    """The fields that can hold something that stands inside."""
    types: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        types.update(getattr(base, "__annotations__", {}))
    return tuple(field for field in kind.__struct_fields__ if types[field] not in _PLAIN)


def children(node: Struct) -> list[Struct]:
    """What stands directly inside, in the order of the fields."""
    return BACKWARDS[type(node)](node)[::-1]


def nearest(node: Struct, kinds: Container[type[Struct]]) -> list[Struct]:
    """The nodes of some kinds that stand inside, those inside of another such node aside."""
    found: list[Struct] = []
    stack = BACKWARDS[type(node)](node)
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in kinds:
            found.append(current)
        elif kind not in LEAVES:
            stack += BACKWARDS[kind](current)
    return found


def walk(node: Struct) -> Iterator[Struct]:
    """The node and all that stands inside, outermost first, in source order within a field."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        kind = type(current)
        if kind not in LEAVES:
            stack += BACKWARDS[kind](current)


def own(body: facts.Block, *kinds: type[Kind]) -> list[Kind]:
    """The nodes of some kinds, or all, that run when the body runs, in source order.

    Nested functions, lambdas and classes are not entered; a function's decorators and defaults
    are.
    """
    if kinds and STATEMENTS.issuperset(kinds):
        return [each for each in walk_statements(body) if isinstance(each, kinds)]
    found: list[Any] = []
    stack: list[Struct] = list(reversed(body))
    while stack:
        current = stack.pop()
        kind = type(current)
        if not kinds or kind in kinds:
            found.append(current)
        if kind not in _NOT_ENTERED:
            stack += BACKWARDS[kind](current)
        elif isinstance(current, facts.Function):
            stack += _around(current)
    return found


def _around(function: facts.Function) -> list[facts.Expression]:
    """What runs when a function is defined, last first."""
    defaults = [each.default for each in function.parameters if each.default]
    return [*defaults, *function.decorators]


def walk_own(body: facts.Block) -> Iterator[Struct]:
    """All nodes that run when the body runs."""
    return iter(own(body))


def walk_statements(body: facts.Block) -> list[facts.Statement]:
    """The statements of a block and of the blocks in it, those of functions and classes aside."""
    found: list[facts.Statement] = []
    stack = list(reversed(body))
    while stack:
        statement = stack.pop()
        found.append(statement)
        inside = _INNER_BLOCKS.get(type(statement))
        if inside is not None:
            for block in inside(statement)[::-1]:
                stack += block[::-1]
    return found


_INNER_BLOCKS: dict[type[Struct], Callable[[Any], list[facts.Block]]] = {
    facts.If: lambda node: [node.body, node.orelse],
    facts.For: lambda node: [node.body, node.orelse],
    facts.While: lambda node: [node.body, node.orelse],
    facts.With: lambda node: [node.body],
    facts.Try: lambda node: [
        node.body,
        *(handler.body for handler in node.handlers),
        node.orelse,
        node.finalbody,
    ],
    facts.Match: lambda node: [case.body for case in node.cases],
}
COMPOUND = frozenset(_INNER_BLOCKS)


def blocks(statement: facts.Statement) -> list[facts.Block]:
    """The blocks of a statement, in source order; some may be empty."""
    inside = _INNER_BLOCKS.get(type(statement))
    if inside is not None:
        return inside(statement)
    return [statement.body] if isinstance(statement, facts.Function | facts.Class) else []


def is_generator(function: facts.Function) -> bool:
    """Whether the body yields."""
    return bool(own(function.body, facts.Yield))
