"""Ways through facts."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct

from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterator

Kind = TypeVar("Kind", bound=Struct)

LEAVES: frozenset[type[Struct]] = frozenset({facts.Literal, facts.Name})  # half of all nodes
_NOT_ENTERED = LEAVES | {facts.Lambda, facts.Class, facts.Function}
_PLAIN = {"int", "str", "bool", "Span", "tuple[str, ...]"}

_QUICK: dict[type[Struct], Callable[[Any], list[Struct]]] = {  # nearly all that hold others
    facts.Argument: lambda node: [node.value],
    facts.Assign: lambda node: _there(*node.targets, node.annotation, node.value),
    facts.Attribute: lambda node: [node.value],
    facts.Await: lambda node: [node.value],
    facts.Call: lambda node: [node.function, *node.arguments],
    facts.Collection: lambda node: [*node.items],
    facts.Dictionary: lambda node: _there(*node.keys, *node.values),
    facts.Evaluate: lambda node: [node.value],
    facts.FormattedString: lambda node: [*node.values],
    facts.If: lambda node: [node.test, *node.body, *node.orelse],
    facts.Operation: lambda node: [*node.operands],
    facts.Parameter: lambda node: _there(node.annotation, node.default),
    facts.Return: lambda node: _there(node.value),
    facts.Subscript: lambda node: [node.value, node.index],
}


def _there(*nodes: Struct | None) -> list[Struct]:
    return [node for node in nodes if node is not None]


def children(node: Struct) -> list[Struct]:
    """What stands directly inside, in the order of the fields."""
    quick = _QUICK.get(type(node))
    if quick is not None:
        return quick(node)
    found: list[Struct] = []
    for field in _fields(type(node)):
        value = getattr(node, field)
        if type(value) is tuple:
            found += filter(None, value)
        elif value is not None:
            found.append(value)
    return found


@cache
def _fields(kind: type[Struct]) -> tuple[str, ...]:
    """The fields that can hold something that stands inside."""
    types: dict[str, str] = {}
    for base in reversed(kind.__mro__):
        types.update(getattr(base, "__annotations__", {}))
    return tuple(field for field in kind.__struct_fields__ if types[field] not in _PLAIN)


def nearest(node: Struct, kinds: Container[type[Struct]]) -> list[Struct]:
    """The nodes of some kinds that stand inside, those inside of another such node aside."""
    found: list[Struct] = []
    stack = children(node)[::-1]
    while stack:
        current = stack.pop()
        kind = type(current)
        if kind in kinds:
            found.append(current)
        elif kind not in LEAVES:
            stack += children(current)[::-1]
    return found


def walk(node: Struct) -> Iterator[Struct]:
    """The node and all that stands inside, outermost first, in source order within a field."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        if type(current) not in LEAVES:
            stack += children(current)[::-1]


def own(body: facts.Block, *kinds: type[Kind]) -> list[Kind]:
    """The nodes of some kinds that run when the body runs, in source order.

    Nested functions, lambdas and classes are not entered; a function's decorators and defaults
    are.
    """
    found: list[Kind] = []
    stack: list[Struct] = list(reversed(body))
    while stack:
        current = stack.pop()
        kind = type(current)
        if isinstance(current, kinds):
            found.append(current)
        if kind not in _NOT_ENTERED:
            stack += children(current)[::-1]
        elif isinstance(current, facts.Function):
            stack += _around(current)
    return found


def _around(function: facts.Function) -> list[facts.Expression]:
    """What runs when a function is defined, last first."""
    defaults = [each.default for each in function.parameters if each.default]
    return [*defaults, *function.decorators]


def walk_own(body: facts.Block) -> Iterator[Struct]:
    """All nodes that run when the body runs."""
    return iter(own(body, Struct))


def walk_statements(body: facts.Block) -> list[facts.Statement]:
    """The statements of a block and of the blocks in it, those of functions and classes aside."""
    found: list[facts.Statement] = []
    stack = list(reversed(body))
    while stack:
        statement = stack.pop()
        found.append(statement)
        if type(statement) in COMPOUND:
            for block in reversed(blocks(statement)):
                stack += reversed(block)
    return found


COMPOUND = {facts.If, facts.For, facts.While, facts.With, facts.Try, facts.Match}


def blocks(statement: facts.Statement) -> list[facts.Block]:
    """The blocks of a statement, in source order; some may be empty."""
    match statement:
        case facts.Function() | facts.Class():
            return [statement.body]
        case facts.If() | facts.For() | facts.While():
            return [statement.body, statement.orelse]
        case facts.With():
            return [statement.body]
        case facts.Try():
            handlers = [handler.body for handler in statement.handlers]
            return [statement.body, *handlers, statement.orelse, statement.finalbody]
        case facts.Match():
            return [case.body for case in statement.cases]
        case _:
            return []


def is_generator(function: facts.Function) -> bool:
    """Whether the body yields."""
    return bool(own(function.body, facts.Yield))
