"""Which parameters a value stands in for: `client or Client()`, `if client is None: …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope


def stands_in_for(node: facts.Node, function: Scope) -> frozenset[str]:
    """The parameters of a function that are tested around a node: it runs where one is missing."""
    body = function.node.body if isinstance(function.node, facts.Function) else ()
    found: set[str] = set()
    stack: list[Struct] = [each for each in body if _holds(each, node)]
    while stack:
        current = stack.pop()
        found |= set(_missing(current, node))
        stack += [each for each in _nodes_in(current) if _holds(each, node)]
    return frozenset(found & _parameters(function))


def is_given(call: facts.Call, function: facts.Function, names: frozenset[str]) -> bool:
    """Whether a call gives one of the parameters a value."""
    return any(
        name in names and not _is_none(value)
        for name, value in by_parameter(call, function).items()
    )


def by_parameter(call: facts.Call, function: facts.Function) -> dict[str, facts.Expression]:
    """The arguments of a call by the names of the parameters that they are for."""
    places = [each.name for each in function.parameters if each.kind in {"", "/"}]
    if places[:1] in (["self"], ["cls"]):
        del places[0]
    placed = [each.value for each in call.arguments if not each.keyword]
    named = {each.keyword: each.value for each in call.arguments if each.keyword}
    return dict(zip(places, placed, strict=False)) | named


def _missing(outer: Struct, node: facts.Node) -> Iterator[str]:
    """The names that are empty where the node runs, as what is around it tests."""
    match outer:
        case facts.Operation(operators=("or",)):
            yield from (each.id for each in outer.operands if isinstance(each, facts.Name))
        case facts.Conditional():
            yield from _tested(outer.test, is_missing=_holds(outer.body, node))
        case facts.If() if not _holds(outer.test, node):
            is_inside = any(_holds(each, node) for each in outer.body)
            yield from _tested(outer.test, is_missing=is_inside)
        case _:
            pass


def _tested(test: facts.Expression, *, is_missing: bool) -> Iterator[str]:
    """The name that a test asks for, when it asks whether that is missing or there, as wanted."""
    match test:
        case facts.Operation(operators=("not",), operands=(facts.Name(id=name),)):
            asks = True
        case facts.Operation(
            operators=("is" | "==" | "is not" | "!=" as operator,),
            operands=(facts.Name(id=name), facts.Literal(kind="NoneType")),
        ):
            asks = operator in {"is", "=="}
        case facts.Name(id=name):
            asks = False
        case _:
            return
    if asks == is_missing:
        yield name


def _parameters(function: Scope) -> frozenset[str]:
    node = function.node
    parameters = node.parameters if isinstance(node, facts.Function) else ()
    return frozenset(parameter.name for parameter in parameters)


def _nodes_in(node: Struct) -> Iterator[Struct]:
    """What stands inside, through what has no place of its own."""
    for child in walking.children(node):
        if isinstance(child, facts.Node):
            yield child
        else:
            yield from _nodes_in(child)


def _holds(outer: object, inner: facts.Node) -> bool:
    if not isinstance(outer, facts.Node):
        return False
    start, end = (outer.line, outer.column), (outer.end_line, outer.end_column)
    return start <= (inner.line, inner.column) and (inner.end_line, inner.end_column) <= end


def _is_none(value: facts.Expression) -> bool:
    return isinstance(value, facts.Literal) and value.kind == "NoneType"
