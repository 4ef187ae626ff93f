"""Which queries pick rows by a key, so that one query can pick those of many keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue import repetition
from backend_gates.project.repetition.flow import ELEMENT
from backend_gates.project.repetition.statements import chain, values_of
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from msgspec import Struct

    from backend_gates.project.repetition.flow import Flow
    from backend_gates.project.repetition.queries import Sent
    from backend_gates.project.resolution.scopes import Scope

_ORDERED = {"<", "<=", ">", ">="}
_NO_KEYS = {"", "**", "defaults", "options"}
_PAGING = {"limit", "num", "offset", "skip", "start"}
_BASES = ("delete", "exists", "insert", "select", "text", "update")
_BUILT = re.compile(r"_*(build|create|get|make)_|.*_(clause|condition|filter|predicate)s?$")
_ALONE = {
    "desc",
    *("aearliest", "alast", "alatest", "earliest", "last", "latest", "limit", "offset"),
    *("aget_or_set", "get_or_set", "select_for_update", "with_for_update"),
}
_SEARCH = re.compile(r"_*(full_text_|find_similar|match_|search|suggest)")
_PICKING = {"delete", "exec", "execute", "update"}
_WRITING = {"create", "execute", "save", "set", "update", "values"}
_ALONE_IN_TEXT = re.compile(
    r"\W*(delete|select|update|with)\b.*\b(between|for\s+update|i?like|limit|order\s+by)\b",
    re.IGNORECASE | re.DOTALL,
)
_JOINING = {"Q", "and_", "or_"}
_FIRST = {"afirst", "first", "one_or_none", "scalar"}


def is_by_key(sent: Sent, flow: Flow, scope: Scope) -> bool:
    """Whether a query compares one thing that has sources, by equality, and takes all it finds.

    A search, a key of two parts, rows that are locked and the newest of a group have no plain
    query for many.
    """
    parts = list({id(each): each for each in _parts(sent, scope)}.values())
    if any(map(flow.sources, _makers(sent, scope))):
        return False
    names = {last_name(each.function) for each in parts if isinstance(each, facts.Call)}
    if names & _ALONE or ("order_by" in names and names & _FIRST) or any(map(_SEARCH.match, names)):
        return False
    if sum(_is_compared(each, flow) for each in parts) > 1 or any(map(_is_of_text, parts)):
        return False
    return not any(_is_searched(each, flow) for each in parts)


def picks_by_key(sent: Sent, flow: Flow, scope: Scope) -> bool:
    """Whether a write takes the rows of a key, or makes its own."""
    call = sent.node
    name = last_name(call.function) if isinstance(call, facts.Call) else ""
    if any(_is_whole(each, flow) for each in chain(call)):
        return False
    return name not in _PICKING or is_by_key(sent, flow, scope)


def _is_whole(link: facts.Expression, flow: Flow) -> bool:
    """Whether an element says by itself which fields are set, and may set others each time."""
    match link:
        case facts.Call(function=facts.Attribute(name="update"), arguments=arguments):
            given = [each.value for each in arguments if not each.keyword]
            return any(isinstance(each, facts.Name) and flow.sources(each) for each in given)
        case _:
            return False


def _parts(sent: Sent, scope: Scope) -> Iterator[Struct]:
    """What a query is written with: its own call, and what it goes on from or sends.

    What is written says not which rows.
    """
    seen: set[str] = set()
    stack = [sent.node] if sent.statement is None else [sent.node, sent.statement]
    while stack:
        current = stack.pop()
        for each in (*chain(current), sent.statement):
            if isinstance(each, facts.Name) and each.id not in seen:
                seen.add(each.id)
                stack += (value for value in values_of(each, scope) if value is not each)
        yield from _without_new_values(current, is_write=sent.writes)


def _makers(sent: Sent, scope: Scope) -> Iterator[facts.Call]:
    """The functions that make what is asked: `orders_of(rule).exists()`, by a name, too."""
    for link in chain(sent.node):
        for each in (link, *values_of(link, scope)):
            match each:
                case facts.Call(function=facts.Name(id=name)):
                    if each is not sent.node and not name.startswith(_BASES):
                        yield each
                case _:
                    pass


def _without_new_values(node: facts.Expression, *, is_write: bool) -> Iterator[Struct]:
    stack: list[Struct] = [node]
    while stack:
        current = stack.pop()
        yield current
        if is_write and isinstance(current, facts.Call) and last_name(current.function) in _WRITING:
            stack.append(current.function)
        else:
            stack += walking.children(current)


def _is_compared(node: Struct, flow: Flow) -> int:
    """How many things of the element's it is compared to."""
    match node:
        case facts.Operation(operators=("==",)):
            return flow.sources(node) >= ELEMENT
        case facts.Argument(keyword=keyword, value=value):
            return keyword not in _NO_KEYS and flow.sources(value) >= ELEMENT
        case facts.Collection(kind="tuple", items=values) | facts.Dictionary(values=values):
            return sum(flow.sources(each) >= ELEMENT for each in values)
        case _:
            return False


def _is_searched(node: Struct, flow: Flow) -> bool:
    match node:
        case facts.Operation(operators=operators):
            return not _ORDERED.isdisjoint(operators) and bool(flow.sources(node))
        case facts.Argument(keyword=keyword, value=value) if keyword in _PAGING:
            return not isinstance(value, facts.Literal)
        case facts.Call(function=facts.Attribute(name="query" | "select"), arguments=arguments):
            return any(flow.sources(each.value) for each in arguments)
        case facts.Argument(keyword=keyword, value=value):
            is_lookup = repetition.load().lookups.search(keyword) is not None
            return is_lookup and bool(flow.sources(value))
        case facts.Call(function=facts.Attribute(name="in_" | "exclude" | "filter" | "where")):
            given = [each.value for each in node.arguments if not each.keyword]
            return any(_is_elsewhere(each) and flow.sources(each) for each in given)
        case facts.Call(function=facts.Attribute(name=name), arguments=arguments):
            is_match = repetition.load().operators.match(name) is not None
            return is_match and bool(flow.of_all(each.value for each in arguments))
        case _:
            return False


def _is_of_text(node: Struct) -> bool:
    """Whether a statement that is a text locks, searches or takes the newest."""
    return isinstance(node, facts.Literal) and _ALONE_IN_TEXT.match(node.text) is not None


def _is_elsewhere(condition: facts.Expression) -> bool:
    """Whether a condition is made elsewhere, so that nothing says what it compares."""
    match condition:
        case facts.Name():
            return True
        case facts.Call(function=facts.Name(id=name)):
            return name not in _JOINING
        case facts.Call(function=facts.Attribute(name=name)):
            return _BUILT.match(name) is not None
        case _:
            return False
