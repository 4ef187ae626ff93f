"""Which expressions compute on the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.project.conduct.shapes import is_text
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.conduct.origins import Origins

_OPERATORS = {"+", "-", "*", "/", "//", "%", "**"}
_OF_FILES = {"path", "dir", "folder", "directory", "file", "filename"}
_OF_TEXTS = {"prefix", "suffix", "url", "uri", "title", "text", "message", "label", "html"}
_AGGREGATES = {"sum", "min", "max", "next", "sorted", "Counter", "groupby"}


def is_computation(origins: Origins, node: facts.Operation | facts.AugmentedAssign) -> bool:
    """Arithmetic on what services or the request gave, pages and texts aside."""
    if isinstance(node, facts.AugmentedAssign):
        return _computes(origins, (node.operator.removesuffix("="),), (node.target, node.value))
    is_unary = len(node.operands) == 1
    return not is_unary and _computes(origins, node.operators, node.operands)


def _computes(
    origins: Origins, operators: tuple[str, ...], operands: tuple[facts.Expression, ...]
) -> bool:
    if not _OPERATORS.issuperset(operators):
        return False
    if any(is_text(operand) or _is_list(operand) for operand in operands):
        return False
    if any(_speaks_of(operand, _OF_FILES) for operand in operands):
        return False
    if "+" in operators and any(_speaks_of(operand, _OF_TEXTS) for operand in operands):
        return False
    kinds = set().union(*(origins.kinds(operand) for operand in operands))
    if "domain" not in kinds and _only_converts(operands):
        return False
    return bool(kinds & {"domain", "input"}) and not _is_paging(origins, operands)


def is_aggregate(origins: Origins, call: facts.Call) -> bool:
    """`sum(…)`, `max(…)`, `next(… for … if …)` and the like over domain data."""
    name = call.function
    if not isinstance(name, facts.Name) or name.id not in _AGGREGATES or not call.arguments:
        return False
    first = call.arguments[0].value
    if "domain" not in origins.kinds(first):
        return False
    if name.id in {"next", "sorted", "min", "max"}:
        return isinstance(first, facts.Comprehension) and any(c.conditions for c in first.clauses)
    return True


def _is_paging(origins: Origins, operands: tuple[facts.Expression, ...]) -> bool:
    """Whether a name in it speaks of pages, or was bound to something that does."""
    words = conduct.load().pagination
    names = {name for operand in operands for name in _names(operand)}
    bound = [value for name in names for value in origins.assigned(name)]
    names |= {name for value in bound for name in (*_names(value), *_keys(value))}
    return any(not words.isdisjoint(conduct.words(name)) for name in names)


def _names(node: facts.Expression) -> Iterator[str]:
    for inner in walking.walk(node):
        if isinstance(inner, facts.Name):
            yield inner.id
        elif isinstance(inner, facts.Attribute):
            yield inner.name


def _keys(node: facts.Expression) -> Iterator[str]:
    for inner in walking.walk(node):
        if isinstance(inner, facts.Literal) and inner.kind == "str":
            yield inner.text


def _speaks_of(node: facts.Expression, words: set[str]) -> bool:
    return any(not words.isdisjoint(conduct.words(name)) for name in _names(node))


def _only_converts(operands: tuple[facts.Expression, ...]) -> bool:
    """Whether one thing that the request names is brought into another unit, or is a period."""
    names = {name for operand in operands for name in _names(operand)}
    return len(names) == 1 or not names.isdisjoint({"timedelta", "relativedelta", "datetime"})


def _is_list(node: facts.Expression) -> bool:
    if isinstance(node, facts.Call) and isinstance(node.function, facts.Name):
        return node.function.id in {"list", "set", "tuple", "dict", "frozenset"}
    return isinstance(node, facts.Collection | facts.Comprehension)
