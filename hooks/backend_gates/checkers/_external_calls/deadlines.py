"""Which calls stand under a deadline that somebody else keeps: `wait_for`, `asyncio.timeout`."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import decorator_target, last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.resolution.scopes import Scope

_KEEPING = re.compile(
    r"wait_for|time_?out|time_?limit|deadline|fail_after|fail_at|move_on", re.IGNORECASE
)
_AWAITING = {"wait_for", "wait", "as_completed", "run_with_timeout", "with_timeout", "func_timeout"}


class Deadlines:
    """The deadlines of a module, by the names of what keeps them: where one may be, one is."""

    def __init__(self, module: Scope) -> None:
        self._module = module

    def cover(self, node: facts.Node, scope: Scope) -> bool:
        """Whether a node, or a function around it, runs under one as far as the file tells."""
        if any(_is_within(node, region) for region in self._regions):
            return True
        current = scope.enclosing(facts.Function)
        while current is not None and isinstance(current.node, facts.Function):
            if current.node.name in self._names or _has_limit(current.node):
                return True
            current = current.parent.enclosing(facts.Function) if current.parent else None
        return False

    @cached_property
    def _regions(self) -> list[facts.Node]:
        found = [each for node in _nodes(self._module) for each in _kept(node)]
        names = {each.id for each in found if isinstance(each, facts.Name)}
        return found + [each for node in _nodes(self._module) for each in _called(node, names)]

    @cached_property
    def _names(self) -> frozenset[str]:
        """What is named in a region, and in the functions of the file that are named there."""
        found = {name for region in self._regions for name in _named(region)}
        functions = [each for each in _nodes(self._module) if isinstance(each, facts.Function)]
        waiting = list(found)
        for name in waiting:
            for function in functions:
                if function.name == name:
                    fresh = {each for item in function.body for each in _named(item)} - found
                    found |= fresh
                    waiting += fresh
        return frozenset(found)


def _nodes(module: Scope) -> Iterator[Struct]:
    return walking.walk(module.node)


def _kept(node: Struct) -> Iterator[facts.Node]:
    """What runs under the deadline that a node keeps."""
    match node:
        case facts.With(items=items, body=body):
            if any(_keeps(item.context) for item in items):
                yield from (item.context for item in items)
                yield from body
        case facts.Call(function=function, arguments=arguments):
            name = last_name(function)
            has_time = any("timeout" in each.keyword for each in arguments)
            if name in _AWAITING and (name not in {"wait", "as_completed"} or has_time):
                yield from (each.value for each in arguments)


def _called(node: Struct, names: set[str]) -> Iterator[facts.Node]:
    """What a name is given that runs under a deadline later on: `wait_for(coroutine, 5)`."""
    match node:
        case facts.Assign(targets=[facts.Name(id=name)], value=facts.Call() as call):
            if name in names:
                yield call
        case _:
            pass


def _keeps(context: facts.Expression) -> bool:
    return isinstance(context, facts.Call) and bool(_KEEPING.search(last_name(context.function)))


def _has_limit(function: facts.Function) -> bool:
    """Whether a decorator speaks of one: `@timeout(30)`, `@task(soft_time_limit=60)`."""
    return any(
        _KEEPING.search(last_name(decorator_target(each)))
        or (
            isinstance(each, facts.Call)
            and any(_KEEPING.search(argument.keyword) for argument in each.arguments)
        )
        for each in function.decorators
    )


def _named(node: Struct) -> Iterator[str]:
    for each in walking.walk(node):
        match each:
            case facts.Name(id=name) | facts.Attribute(name=name):
                yield name
            case _:
                pass


def _is_within(node: facts.Node, region: facts.Node) -> bool:
    start, end = (region.line, region.column), (region.end_line, region.end_column)
    return start <= (node.line, node.column) and (node.end_line, node.end_column) <= end
