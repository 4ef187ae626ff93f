"""What statements are written with, and whether they write."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.project.resolution.bindings import Assigned, Passed
from backend_gates.syntax import facts
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.catalogue.queries import Query
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope

_AFTER_WRITES = {"arefresh_from_db", "refresh", "refresh_from_db"}
_ASKING = re.compile(r"(execute_fetch|fetch|query$|scalar|stream)")
_ASKING_CACHES = re.compile(
    r"a?(get|get_or_set|has_key|exists|hexists|hgetall|hm?get|hkeys|hlen|hvals|lindex|llen|lrange|p?ttl"
    r"|scard|sismember|smembers|srandmember|strlen|type|zcard|zcount|zrange\w*|zrank|zrevrange|zscore)$"
)
_READING, _WRITING = {"select", "query", "exists"}, {"delete", "insert", "update"}
_SELECT = re.compile(r"\s*(--.*\n\s*)?(select|with|show|pragma|explain)\b", re.IGNORECASE)


def may_write(call: facts.Call, scope: Scope, query: Query) -> bool:
    """Whether a call may write; to read anew what was written belongs to that."""
    name = last_name(call.function)
    if query.writes or name in _AFTER_WRITES:
        return True
    if "cache" in query.does:
        return _ASKING_CACHES.match(name) is None
    if not (query.statement or query.text) or not call.arguments:
        return False
    statement = call.arguments[0].value
    is_sure = _ASKING.match(name) is not None or _is_given_select(statement, scope)
    values = list(values_of(statement, scope))
    return not all(_selects(each, is_sure=is_sure) for each in values)


def _is_given_select(node: facts.Expression, scope: Scope) -> bool:
    """Whether it is a parameter that is annotated as a statement that reads."""
    origins = _origins(node, scope)
    annotations = [each.parameter.annotation for each in origins if isinstance(each, Passed)]
    return any(
        isinstance(each, facts.Name | facts.Attribute | facts.Subscript)
        and "Select" in last_name(each.value if isinstance(each, facts.Subscript) else each)
        for each in annotations
    )


def values_of(node: facts.Expression, scope: Scope) -> Iterator[facts.Expression]:
    """What an expression is, or what its name was given last."""
    values = [each.value for each in _origins(node, scope) if isinstance(each, Assigned)]
    known = [each for each in values if each is not None]
    before = [each for each in known if each.line < node.line]
    yield from before[-1:] or known or (node,)


def chain(node: facts.Expression) -> Iterator[facts.Expression]:
    """A chain of calls, from its end to what it starts from."""
    while True:
        yield node
        match node:
            case (
                facts.Call(function=inner) | facts.Attribute(value=inner) | facts.Await(value=inner)
            ):
                node = inner
            case _:
                return


def _selects(node: facts.Expression, *, is_sure: bool) -> bool:
    """Whether a statement reads; if it doesn't say, whether it is sure to."""
    match node:
        case facts.Literal(text=text):
            return _SELECT.match(text) is not None
        case facts.Call(function=function, arguments=arguments):
            name = last_name(function)
            if name in _WRITING:
                return False
            if name == "text" and arguments:
                return _selects(arguments[0].value, is_sure=is_sure)
            return name in _READING or _selects(function, is_sure=is_sure)
        case facts.Attribute(value=inner) | facts.Await(value=inner):
            return _selects(inner, is_sure=is_sure)
        case _:
            return is_sure


def _origins(node: facts.Expression, scope: Scope) -> list[Origin]:
    if not isinstance(node, facts.Name):
        return []
    owner = scope.binding(node.id)
    return [each.origin for each in owner.bindings[node.id]] if owner is not None else []
