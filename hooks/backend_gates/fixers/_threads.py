"""Writes a call as one that is handed to a thread and awaited."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from backend_gates.fixers._call_sites import is_applied
from backend_gates.fixers._event_loop import ASYNCIO
from backend_gates.fixers._imports import reach
from backend_gates.syntax import facts, walking
from backend_gates.syntax.source import line_end, split_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backend_gates.fixers._call_sites import CallSite
    from backend_gates.fixers._text import Text
    from backend_gates.model import Edit

_LINE_ENDS_HERE = re.compile(r"[ \t\f]*(#[^\r\n]*)?[\r\n]")
_KEPT_IN_THE_COROUTINE = (facts.Await, facts.Yield, facts.NamedExpression)


class _Around(NamedTuple):
    """What comes before the function and behind the call's last bracket, and what that needs."""

    head: str
    tail: str
    edits: tuple[Edit, ...]


def hand_over(text: Text, call: CallSite, loop: str) -> Sequence[Edit] | None:
    """The edits that hand the called function and its arguments to a thread.

    Anyio and trio take no keywords for the function, so that `functools.partial` holds them.
    None where a name that it needs means something else.
    """
    around = _awaited(text, call, loop)
    if loop != ASYNCIO and any(argument.keyword for argument in call.node.arguments):
        around = _with_partial(around, call)
    if around is None:
        return None
    inner = _with_function_first(text, call.node, around)
    return None if inner is None else [*around.edits, *inner]


def hand_over_whole(text: Text, call: CallSite, loop: str) -> Sequence[Edit] | None:
    """The edits that hand all that stands in the call to a thread, as a lambda.

    One edit covers the call, so that no other puts an `await` into the lambda. None where a part
    of it works in the coroutine alone.
    """
    around = _awaited(text, call, loop)
    if around is None or any(_is_kept(node) for node in walking.walk(call.node)):
        return None
    start, end = text.range(call.node)
    whole = "\n".join(split_lines(text.text[start:end]))
    if whole.replace("\n", line_end(text.text)) != text.text[start:end]:
        return None  # an edit has but one kind of line end
    return [*around.edits, text.edit(start, end, f"{around.head}lambda: {whole}){around.tail}")]


def _is_kept(node: object) -> bool:
    match node:
        case facts.Call(function=facts.Name(id="super")):
            return True
        case _:
            return isinstance(node, _KEPT_IN_THE_COROUTINE)


def _awaited(text: Text, call: CallSite, loop: str) -> _Around | None:
    reached = reach(loop, "to_thread", call.scope)
    if reached is None:
        return None
    head = f"await {reached.written}{'' if loop == ASYNCIO else '.run_sync'}("
    if is_applied(call):
        return _Around(f"({head}", ")", reached.edits)
    before = text.text[: text.range(call.node)[0]][-1:]
    blank = " " if before.isalnum() or before == "_" else ""
    return _Around(f"{blank}{head}", "", reached.edits)


def _with_partial(around: _Around | None, call: CallSite) -> _Around | None:
    partial = reach("functools", "partial", call.scope)
    if around is None or partial is None:
        return None
    edits = (*around.edits, *partial.edits)
    return _Around(f"{around.head}{partial.written}(", f"){around.tail}", edits)


def _with_function_first(text: Text, call: facts.Call, around: _Around) -> Sequence[Edit] | None:
    """Turn `f(a)` into `head f, a) tail`, each argument staying where it stands."""
    start, end = text.range(call)
    opening = text.opening(call)
    if opening is None:
        return None
    first = text.edit(start, start, around.head + _line_of_its_own(text, call, opening))
    inside = text.text[opening + 1 : end - 1]
    if not inside.strip():
        return [first, text.edit(opening, end, f"){around.tail}")]
    if _LINE_ENDS_HERE.match(inside):
        comma = text.edit(opening, opening + 1, ",")
    else:
        blank = len(inside) - len(inside.lstrip(" \t\f"))
        comma = text.edit(opening, opening + 1 + blank, ", ")
    last = [text.edit(end, end, around.tail)] if around.tail else []
    return [first, comma, *last]


def _line_of_its_own(text: Text, call: facts.Call, opening: int) -> str:
    """The line end before the function, where its arguments or it itself stand on lines apart."""
    if call.arguments and _LINE_ENDS_HERE.match(text.text, opening + 1):
        return "\n" + text.indent(call.arguments[0].value.line)
    if call.function.line != call.function.end_line:
        return "\n" + text.indent(call.line)
    return ""
