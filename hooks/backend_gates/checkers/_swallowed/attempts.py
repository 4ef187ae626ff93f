"""The places where failures are caught, and what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.catalogue import failures
from backend_gates.model import Span
from backend_gates.project.resolution.values import External
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope


class Frame(NamedTuple):
    """A statement around a place, the block of it that holds the place, and where in there."""

    statement: facts.Statement | None
    block: facts.Block
    position: int

    @property
    def later(self) -> facts.Block:
        """What follows in the block."""
        return self.block[self.position + 1 :]


class Site(NamedTuple):
    """A statement in a function, class or module, with what is around it, outermost first."""

    scope: Scope
    statement: facts.Statement
    frames: tuple[Frame, ...]


class Attempt(NamedTuple):
    """A body whose failures end in `handler`, or in a `suppress`, which has no body of its own.

    `catches` says in the words of the source what is caught. `is_broad` means any failure,
    `takes_cancellation` also that of a task, `is_named` that it is named.
    """

    site: Site
    body: facts.Block
    handling: facts.Block
    name: str
    span: Span
    catches: str
    is_broad: bool
    takes_cancellation: bool
    is_named: bool
    handler: facts.ExceptHandler | None = None

    @property
    def scope(self) -> Scope:
        """The function, class or module that it stands in."""
        return self.site.scope

    @property
    def is_on_the_loop(self) -> bool:
        """Whether it stands in an `async def`, and something is awaited in it."""
        node = self.scope.node
        if not isinstance(node, facts.Function) or not node.is_async:
            return False
        return any(map(waits, walking.walk_own(self.body)))


def sites(module: Scope) -> Iterator[Site]:
    """The `try`s, `with`s and expressions of a file that may lose a failure."""
    for scope in module.blocks:
        if isinstance(scope.node, facts.Module | facts.Class | facts.Function):
            yield from _in_block(scope, None, scope.node.body, ())


def _in_block(
    scope: Scope, outer: facts.Statement | None, block: facts.Block, frames: tuple[Frame, ...]
) -> Iterator[Site]:
    for position, statement in enumerate(block):
        kind = type(statement)
        if kind in walking.COMPOUND:
            inside = (*frames, Frame(outer, block, position))
            if kind in _CATCHING:
                yield Site(scope, statement, inside)
            for inner in walking.blocks(statement):
                yield from _in_block(scope, statement, inner, inside)
        elif isinstance(statement, _WAITING) and isinstance(statement.value, facts.Await):
            yield Site(scope, statement, (*frames, Frame(outer, block, position)))


_CATCHING = {facts.Try, facts.With}
_WAITING = facts.Evaluate | facts.Assign


def attempts(project: Project, site: Site) -> Iterator[Attempt]:
    """The attempts that a statement makes: one for each handler that takes more than it names."""
    match site.statement:
        case facts.Try() as node:
            is_open = True
            for handler in node.handlers:
                attempt = _handled(project, site, node, handler)
                if attempt.is_broad or attempt.takes_cancellation:
                    takes = attempt.takes_cancellation and is_open
                    yield attempt._replace(takes_cancellation=takes)
                is_open = is_open and not attempt.takes_cancellation
        case facts.With(is_async=False) as node:
            yield from _suppressed(project, site, node)
        case _:
            pass


def _handled(
    project: Project, site: Site, node: facts.Try, handler: facts.ExceptHandler
) -> Attempt:
    caught = [] if handler.type is None else _classes(handler.type)
    kinds = [_kind(project, each, site.scope) for each in caught] or ["bare"]
    written = " | ".join(filter(None, map(_written, caught)))
    if len(caught) > 1:
        written = f"({', '.join(filter(None, map(_written, caught)))})"
    catches = f"except {written}".strip()
    about = (handler.body, handler.name, _heading(handler), catches, *_meaning(kinds))
    return Attempt(site, node.body, *about, handler)


def _suppressed(project: Project, site: Site, node: facts.With) -> Iterator[Attempt]:
    known = failures.load()
    for item in node.items:
        call = item.context
        if not isinstance(call, facts.Call) or last_name(call.function) != "suppress":
            continue
        function = project.value(call.function, site.scope)
        if not isinstance(function, External) or function.name not in known.suppress:
            continue
        kinds = [_kind(project, each.value, site.scope) for each in call.arguments]
        catches = f"suppress({', '.join(_written(each.value) for each in call.arguments)})"
        attempt = Attempt(site, node.body, (), "", call.span, catches, *_meaning(kinds))
        if attempt.is_broad or attempt.takes_cancellation:
            yield attempt


def _meaning(kinds: list[str]) -> tuple[bool, bool, bool]:
    is_broad = not {"bare", "broad", "all"}.isdisjoint(kinds)
    return is_broad, not {"bare", "all", "cancelled"}.isdisjoint(kinds), "cancelled" in kinds


def _kind(project: Project, node: facts.Expression, scope: Scope) -> str:
    """How much a class catches: everything, all failures, cancellation, or less."""
    known = failures.load()
    if last_name(node.function if isinstance(node, facts.Call) else node) not in known.caught:
        return ""
    if isinstance(node, facts.Call):
        function = project.value(node.function, scope)
        is_getter = isinstance(function, External) and function.name in known.cancellation_getters
        return "cancelled" if is_getter else ""
    value = project.value(node, scope)
    if not isinstance(value, External):
        return ""
    if value.name in known.with_cancellation:
        return "all"
    if value.name in known.broad:
        return "broad"
    return "cancelled" if value.name in known.cancellations else ""


def _classes(node: facts.Expression) -> tuple[facts.Expression, ...]:
    return node.items if isinstance(node, facts.Collection) else (node,)


def _written(node: facts.Expression) -> str:
    match node:
        case facts.Name(id=name):
            return name
        case facts.Attribute(value=value, name=name):
            return f"{_written(value)}.{name}"
        case facts.Call(function=function):
            return f"{_written(function)}()"
        case _:
            return "…"


def _heading(handler: facts.ExceptHandler) -> Span:
    """The `except` with its classes."""
    if handler.type is None:
        end = handler.column + len("except")
        return Span(handler.line, handler.column, handler.line, end)
    node = handler.type
    return Span(handler.line, handler.column, node.end_line, node.end_column)


def waits(node: object) -> bool:
    """Whether the event loop may run something else there."""
    match node:
        case facts.Await():
            return True
        case facts.With() | facts.For():
            return node.is_async
        case facts.Clause():
            return node.is_async
        case _:
            return False
