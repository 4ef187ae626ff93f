"""What a block of a handler amounts to: a guard, text for the answer, markup."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LEAVING = {"abort", "redirect", "fail", "send_error"}


def is_guard(body: facts.Block, changes: Callable[[facts.Expression], bool]) -> bool:
    """Whether a block only leaves, or only decides whether to leave, without changing anything."""
    if not body or any(changes(node) for node in expressions(body)):
        return False
    last = body[-1]
    if isinstance(last, facts.If):
        return is_guard(last.body, changes) and (not last.orelse or is_guard(last.orelse, changes))
    return _leaves(last, changes)


def _leaves(last: facts.Statement, changes: Callable[[facts.Expression], bool]) -> bool:
    match last:
        case facts.Raise() | facts.Return():
            return True
        case facts.Jump(keyword=keyword):
            return keyword in {"break", "continue"}
        case facts.If() if last.orelse:
            return is_guard(last.body, changes) and is_guard(last.orelse, changes)
        case facts.With():
            return bool(last.body) and _leaves(last.body[-1], changes)
        case facts.Evaluate(value=value):
            return _is_leaving_call(value)
        case _:
            return False


def leaves(body: facts.Block) -> bool:
    """Whether what stands after a block is skipped when the block ran."""
    return bool(body) and _leaves(body[-1], lambda _: False)


def _is_leaving_call(node: facts.Expression) -> bool:
    if isinstance(node, facts.Await):
        node = node.value
    if not isinstance(node, facts.Call):
        return False
    function = node.function
    if isinstance(function, facts.Attribute):
        return function.name in _LEAVING
    return isinstance(function, facts.Name) and function.id in _LEAVING


def expressions(body: facts.Block) -> Iterator[facts.Expression]:
    """All calls, awaits and other expressions in a block, those of blocks in it included."""
    for statement in body:
        for node in facts.walk(statement):
            if isinstance(node, facts.Call | facts.Await):
                yield node


def is_text(node: facts.Expression | None) -> bool:
    """Whether an expression is surely text, or a choice between texts."""
    match node:
        case facts.FormattedString():
            return True
        case facts.Literal():
            return node.kind in {"str", "bytes"}
        case facts.Conditional():
            return is_text(node.body) or is_text(node.orelse)
        case facts.Operation():
            return any(is_text(operand) for operand in node.operands)
        case facts.Call(function=facts.Name(id=name)):
            return name in {"str", "repr", "format", "_", "gettext"}
        case facts.Call(function=facts.Attribute(name=name)):
            return name in _TEXTUAL
        case _:
            return False


_TEXTUAL = {"format", "join", "strip", "lower", "upper", "title", "replace", "url_for", "isoformat"}


def is_markup(node: facts.With) -> bool:
    """Nested `with` blocks that build a page: `with tag.div(): with tag.p(): text(…)`."""
    return _is_plain(node) and any(
        isinstance(inner, facts.With) and _is_plain(inner)
        for statement in node.body
        for inner in facts.walk(statement)
    )


def _is_plain(node: facts.With) -> bool:
    is_bare = not node.is_async and all(item.target is None for item in node.items)
    return is_bare and not any(isinstance(inner, facts.Await) for inner in facts.walk(node))


def shown(node: facts.Expression) -> str:
    """An expression as a reader says it, cut short where it is long."""
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            return f"{shown(node.value)}.{node.name}"
        case facts.Call():
            return f"{shown(node.function)}()"
        case facts.Subscript() | facts.Await() | facts.Starred():
            return shown(node.value)
        case facts.Operation():
            return shown(node.operands[0])
        case facts.NamedExpression():
            return node.target.id
        case _:
            return "…"


def flat(node: facts.If) -> tuple[list[tuple[facts.Expression, facts.Block]], facts.Block]:
    """The tests of an `if … elif …` with their blocks, and the block of its `else`."""
    branches = [(node.test, node.body)]
    orelse = node.orelse
    while len(orelse) == 1 and isinstance(orelse[0], facts.If):
        branches.append((orelse[0].test, orelse[0].body))
        orelse = orelse[0].orelse
    return branches, orelse
