"""The `return` statements of a function, each with what is known on the way to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import payloads
from backend_gates.project.conduct.shapes import leaves
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Way(NamedTuple):
    """What is known at a statement.

    `given` is what local names were last set to, `caught` the names of the exceptions that are
    being handled, `tested` the names that the conditions around it ask about. `has_status` says
    that the answer was given a status by itself, `is_branch` that another way leads on.
    """

    given: Mapping[str, facts.Expression]
    caught: frozenset[str] = frozenset()
    is_handling: bool = False
    tested: frozenset[str] = frozenset()
    has_status: bool = False
    is_branch: bool = False


class Exit(NamedTuple):
    """A `return` of a value, and the way to it."""

    statement: facts.Return
    value: facts.Expression
    way: Way


def exits(function: facts.Function) -> Iterator[Exit]:
    """The exits of a function that return something, in source order."""
    return iter(_Walk().of(function))


class _Walk:
    def __init__(self) -> None:
        self._found: list[Exit] = []

    def of(self, function: facts.Function) -> list[Exit]:
        """Walk through the whole body."""
        self._block(function.body, Way({}))
        return self._found

    def _block(self, body: facts.Block, way: Way) -> Way:
        """Walk through a block; the way as it is behind it."""
        for statement in body:
            way = self._statement(statement, way)
        return way

    def _statement(self, node: facts.Statement, way: Way) -> Way:
        match node:
            case facts.Return(value=value) if value is not None:
                self._found.append(Exit(node, value, way))
                return way
            case facts.Assign():
                return _assigned(node, way)
            case facts.Evaluate():
                return way._replace(has_status=way.has_status or _sets_status(node.value))
            case facts.If():
                return self._if(node, way)
            case facts.Try():
                return self._try(node, way)
            case facts.With():
                return self._block(node.body, way)
            case facts.For() | facts.While():
                return self._joined([node.body, node.orelse], way)
            case facts.Match():
                return self._joined([case.body for case in node.cases], way)
            case _:
                return way

    def _if(self, node: facts.If, way: Way) -> Way:
        tested, given = way.tested | _names(node.test), {**way.given, **_given(node.test)}
        entered = way._replace(given=given, tested=tested, is_branch=True)
        inside = self._block(node.body, entered)
        asked = way._replace(
            tested=way.tested | _asked(node.test), is_branch=way.is_branch or bool(node.orelse)
        )
        other = self._block(node.orelse, asked)
        return _merged(way, [(node.body, inside), (node.orelse, other)])

    def _try(self, node: facts.Try, way: Way) -> Way:
        inside = self._block((*node.body, *node.orelse), way)
        ends = [((*node.body, *node.orelse), inside)]
        for handler in node.handlers:
            caught = way.caught | ({handler.name} if handler.name else set())
            handling = way._replace(caught=caught, is_handling=True, is_branch=True)
            ends.append((handler.body, self._block(handler.body, handling)))
        return self._block(node.finalbody, _merged(way, ends))

    def _joined(self, blocks: list[facts.Block], way: Way) -> Way:
        inside = way._replace(is_branch=True)
        return _merged(way, [(block, self._block(block, inside)) for block in blocks])


def _merged(before: Way, ends: list[tuple[facts.Block, Way]]) -> Way:
    """The way behind several blocks of which one ran: only what all of them agree on."""
    going_on = [way for block, way in ends if not leaves(block)]
    given = {
        name: value
        for name, value in before.given.items()
        if all(way.given.get(name) is value for way in going_on)
    }
    has_status = before.has_status or any(way.has_status for way in going_on)
    is_branch = before.is_branch
    return before._replace(given=given, has_status=has_status, is_branch=is_branch)


def _assigned(node: facts.Assign, way: Way) -> Way:
    given, has_status = dict(way.given), way.has_status
    for target in node.targets:
        if isinstance(target, facts.Name):
            given.pop(target.id, None)
            if node.value is not None:
                given[target.id] = node.value
        elif isinstance(target, facts.Attribute):
            has_status = has_status or _is_status(target)
    return way._replace(given=given, has_status=has_status)


def _is_status(target: facts.Attribute) -> bool:
    """`response.status_code`, and `response.status` where it isn't some other object's."""
    is_response = "resp" in last_name(target.value).lower()
    known = payloads.load()
    return target.name in known.status_attributes and (is_response or target.name != "status")


def _sets_status(node: facts.Expression) -> bool:
    inner = node.value if isinstance(node, facts.Await) else node
    known = payloads.load().status_methods
    return isinstance(inner, facts.Call) and last_name(inner.function) in known


def _given(test: facts.Expression) -> dict[str, facts.Expression]:
    """What a condition sets names to: `if error := job.error`."""
    named = (each for each in walking.walk(test) if isinstance(each, facts.NamedExpression))
    return {each.target.id: each.value for each in named}


def _asked(test: facts.Expression) -> frozenset[str]:
    """The objects whose methods a condition calls: `form` in `form.is_valid()`."""
    calls = (each for each in walking.walk(test) if isinstance(each, facts.Call))
    return frozenset().union(*(_names(each.function) for each in calls))


def _names(node: facts.Expression) -> frozenset[str]:
    return frozenset(each.id for each in walking.walk(node) if isinstance(each, facts.Name))
