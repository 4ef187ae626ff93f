"""Finds the calls that findings are about, among the places of an `async def` that may await."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from msgspec import Struct

    from backend_gates.model import Span
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_CLOSED = (
    facts.Function,
    facts.Class,
    facts.Lambda,
    facts.TypeAliasStatement,
    facts.FormattedString,  # what stands in it has no place of its own
)

_CANCELLATIONS = ("builtins.BaseException", ".CancelledError", ".Cancelled")


class Site(NamedTuple):
    """A node, the scope in which its names are looked up, and what it stands in."""

    node: Struct
    scope: Scope
    outer: Site | None = None


class CallSite(NamedTuple):
    """A call, its scope, and what it stands in."""

    node: facts.Call
    scope: Scope
    outer: Site


def calls_at(project: Project, module: Scope, spans: Collection[Span]) -> Mapping[Span, CallSite]:
    """The calls that are exactly there, those left out where `await` cannot stand before them."""
    lines = sorted(span.line for span in spans)
    found: dict[Span, CallSite] = {}
    for scope in project.coroutine_functions(module):
        node = scope.node
        if isinstance(node, facts.Function) and _has_one(lines, node):
            for call in filter(None, map(as_call, _reached(node.body, scope, lines))):
                if call.node.span in spans:
                    found.setdefault(call.node.span, call)
    return found


def _has_one(lines: Sequence[int], node: facts.Node) -> bool:
    """Whether one of the lines, which are sorted, is the node's."""
    return bisect_left(lines, node.line) < bisect_right(lines, node.end_line)


def as_call(site: Site | None) -> CallSite | None:
    """The same where the node is a call."""
    if site is None or site.outer is None or not isinstance(site.node, facts.Call):
        return None
    return CallSite(site.node, site.scope, site.outer)


def around(call: CallSite) -> Iterator[Site]:
    """What the call stands in, from the inside out."""
    site: Site | None = call.outer
    while site is not None:
        yield site
        site = site.outer


def is_applied(call: CallSite) -> bool:
    """Whether something is applied to the result without parentheses between: `call().name`."""
    outer, node = call.outer.node, call.node
    return isinstance(outer, facts.Attribute | facts.Subscript | facts.Call) and (
        (outer.line, outer.column) == (node.line, node.column)
    )


def is_entered_or_iterated(call: CallSite) -> bool:
    """Whether the result goes straight to `with` or `for`, which may be what waits."""
    match call.outer.node:
        case facts.WithItem():
            return True
        case facts.For() | facts.Clause() as loop:
            return loop.iterable is call.node
        case _:
            return False


def is_cleanup(project: Project, call: CallSite) -> bool:
    """Whether it may run while its task is being cancelled: `finally`, `except BaseException`."""
    inner: Struct = call.node
    for site in around(call):
        match site.node:
            case facts.Try() as node if any(inner is statement for statement in node.finalbody):
                return True
            case facts.ExceptHandler() as node if _catches_cancellation(project, node, site):
                return True
            case _:
                inner = site.node
    return False


def _catches_cancellation(project: Project, handler: facts.ExceptHandler, site: Site) -> bool:
    match handler.type:
        case None:
            return True
        case facts.Collection(items=caught):
            return any(_is_cancellation(project, each, site.scope) for each in caught)
        case _:
            return _is_cancellation(project, handler.type, site.scope)


def _is_cancellation(project: Project, caught: facts.Expression, scope: Scope) -> bool:
    if isinstance(caught, facts.Call):  # `anyio.get_cancelled_exc_class()`
        return True
    known = project.value(caught, scope)
    return isinstance(known, External) and known.name.endswith(_CANCELLATIONS)


def _reached(body: facts.Block, scope: Scope, lines: Sequence[int]) -> Iterator[Site]:
    """What runs at these lines of a function where `await` may stand, outermost first."""
    stack = [Site(statement, scope) for statement in reversed(body)]
    while stack:
        current = stack.pop()
        if not isinstance(current.node, facts.Node) or _has_one(lines, current.node):
            yield current
            stack.extend(reversed(list(_inside(current))))


def _inside(site: Site) -> Iterator[Site]:
    node, scope, _ = site
    if isinstance(node, _CLOSED):
        return
    if isinstance(node, facts.Comprehension):
        yield from _inside_comprehension(node, site)
        return
    for child in walking.children(node):
        if not isinstance(node, facts.Assign) or child is not node.annotation:
            yield Site(child, scope, site)


def _inside_comprehension(node: facts.Comprehension, site: Site) -> Iterator[Site]:
    """Only the first iterable of a generator is evaluated in place.

    Neither does a nested comprehension take an `await` before Python 3.11.
    """
    scope = site.scope
    if node.kind == "generator" or isinstance(scope.node, facts.Comprehension):
        yield Site(node.clauses[0].iterable, scope, Site(node.clauses[0], scope, site))
        return
    for child in walking.children(node):
        yield Site(child, scope.child(node), site)
