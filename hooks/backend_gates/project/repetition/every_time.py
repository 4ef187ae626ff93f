"""What of a block runs each time that the block does."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from backend_gates.project.repetition.flow import names_in
from backend_gates.project.repetition.loops import loop_of, loops_of
from backend_gates.project.repetition.now_and_then import is_now_and_then
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from msgspec import Struct

    from backend_gates.project.repetition.flow import Flow
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.scopes import Scope

_TRANSACTIONS = {"atomic", "begin_nested", "savepoint"}


class Step(NamedTuple):
    """A call, or what a loop runs over, with the scope of its names and what they are made from.

    It may fail where a handler of any exception lets the loop go on with the next element, and
    is guarded where any handler does; it hangs on as many conditions as it stands under, that of an
    element that is passed over included.
    """

    node: facts.Expression
    scope: Scope
    flow: Flow
    is_iterated: bool = False
    may_fail: bool = False
    is_guarded: bool = False
    conditions: int = 0


class EveryTime(NamedTuple):
    """How a block is looked at: the loops in it that are entered, the names of elements.

    What stands before `return`, `break` or `raise` in a loop runs for its last element alone; what
    hangs on `optional` parameters isn't looked at.
    """

    enters: Callable[[Loop, Scope], bool]
    elements: Sequence[str] = ()
    in_loop: bool = False
    optional: Collection[str] = ()

    def steps(
        self, block: facts.Block, scope: Scope, flow: Flow, *, in_inner: bool = False
    ) -> Iterator[Step]:
        """The steps of a block, in source order.

        Handlers of exceptions and `while` loops are left out, and what only runs now and then: when
        a counter or a buffer is full, or where an answer isn't remembered yet.
        """
        if _ends(block, by_break=not in_inner, by_return=self.in_loop):
            return
        passed_over = 0
        for statement in block:
            for step in self._statement(statement, scope, flow, in_inner=in_inner):
                yield step._replace(conditions=step.conditions + passed_over)
            passed_over = passed_over or _passes_over(statement)

    def _statement(
        self, node: facts.Statement, scope: Scope, flow: Flow, *, in_inner: bool
    ) -> Iterator[Step]:
        if isinstance(node, facts.Function | facts.Class) or (self.in_loop and _is_savepoint(node)):
            return
        is_for_one = isinstance(node, facts.If) and self._is_for_one(node.test)
        for head in () if is_for_one else _heads(node):
            yield from self.expression(head, scope, flow)
        if isinstance(node, facts.For):
            yield Step(node.iterable, scope, flow, is_iterated=True)
        guards = list(_guards(node))
        may_fail = any(map(_is_broad, guards))
        is_inner = in_inner or isinstance(node, facts.For)
        for block in self._blocks(node, scope):
            for step in self.steps(block, scope, flow, in_inner=is_inner):
                yield step._replace(
                    may_fail=step.may_fail or may_fail,
                    is_guarded=step.is_guarded or bool(guards),
                    conditions=step.conditions + isinstance(node, facts.If),
                )

    def _blocks(self, node: facts.Statement, scope: Scope) -> list[facts.Block]:
        """The blocks of a statement that run each time."""
        match node:
            case facts.For():
                return [node.body] if self.enters(loop_of(node), scope) else []
            case facts.While():
                return []
            case facts.If() if self.in_loop and _has_many_ways(node):
                return []
            case facts.If(test=test) if not self.in_loop and is_fallback(test):
                return [node.orelse]
            case facts.If(test=test) if not names_in(test).isdisjoint(self.optional):
                return []
            case facts.If() if is_now_and_then(node) or self._is_for_one(node.test):
                return [node.orelse]
            case facts.Try():
                return [node.body, node.orelse, node.finalbody]
            case _:
                return walking.blocks(node)

    def _is_for_one(self, test: facts.Expression) -> bool:
        """Whether a test picks out one element: `field == "owner"`."""
        match test:
            case facts.Operation(operators=("and",), operands=operands):
                return any(map(self._is_for_one, operands))
            case facts.Operation(
                operators=("==",), operands=(facts.Name(id=name), facts.Literal())
            ):
                return name in self.elements
            case _:
                return False

    def expression(self, node: Struct, scope: Scope, flow: Flow) -> Iterator[Step]:
        """The steps of an expression; a lambda's body isn't one."""
        stack = [node]
        while stack:
            current = stack.pop()
            if isinstance(current, facts.Comprehension):
                yield from self._inner(current, scope, flow)
                continue
            if isinstance(current, facts.Call):
                yield Step(current, scope, flow)
            if isinstance(current, facts.Operation) and self._may_stop(current):
                stack.append(current.operands[0])
                continue
            if not isinstance(current, facts.Lambda):
                stack += reversed(walking.children(current))

    def _may_stop(self, node: facts.Operation) -> bool:
        """Whether what stands behind the first operand may not run, as for keys that were found."""
        return "or" in node.operators or (not self.in_loop and "and" in node.operators)

    def comprehension(
        self, node: facts.Comprehension, loop: Loop, scope: Scope, flow: Flow
    ) -> Iterator[Step]:
        """What a comprehension runs for each element of one of its clauses."""
        loops = loops_of(node)
        at = loops.index(loop)
        inner = scope.child(node)
        if all(self.enters(each, inner) for each in loops):
            within = flow.inside(node, at + 1)
            for part in _repeated(node, at):
                yield from self.expression(part, inner, within)

    def _inner(self, node: facts.Comprehension, scope: Scope, flow: Flow) -> Iterator[Step]:
        loops = loops_of(node)
        yield from self.expression(loops[0].iterable, scope, flow)
        yield Step(loops[0].iterable, scope, flow, is_iterated=True)
        inner, within = scope.child(node), flow.inside(node)
        if all(self.enters(each, inner) for each in loops):
            for part in _repeated(node):
                yield from self.expression(part, inner, within)


def _repeated(node: facts.Comprehension, at: int = 0) -> Iterator[facts.Expression]:
    """What runs for each element of a clause: what stands behind it, and at last the elements."""
    for clause in node.clauses[at:]:
        if clause is not node.clauses[at]:
            yield clause.iterable
        yield from clause.conditions
    yield from node.elements


def _passes_over(node: facts.Statement) -> bool:
    """Whether a loop goes on with the next element there: `if order.is_open: continue`."""
    match node:
        case facts.If(body=body, orelse=()):
            return isinstance(body[-1], facts.Jump) and body[-1].keyword == "continue"
        case _:
            return False


def is_fallback(test: facts.Expression) -> bool:
    """Whether something is done where nothing was found before: `if order is None`."""
    match test:
        case facts.Operation(operators=("is",), operands=(_, facts.Literal(kind="NoneType"))):
            return True
        case facts.Operation(operators=("not",)):
            return True
        case _:
            return False


def _has_many_ways(node: facts.If) -> bool:
    """Whether something else is done for each of several kinds of elements: `if … elif … elif`."""
    match node.orelse:
        case (facts.If(orelse=(facts.If(), *_)),):
            return True
        case _:
            return False


def _is_savepoint(node: facts.Statement) -> bool:
    """Whether a block is undone alone when it fails."""
    return isinstance(node, facts.With) and any(
        isinstance(each.context, facts.Call) and last_name(each.context.function) in _TRANSACTIONS
        for each in node.items
    )


def _guards(node: facts.Statement) -> Iterator[facts.Expression | None]:
    """The exceptions that a `try` or `suppress` catches to let the loop go on; None for any."""
    match node:
        case facts.Try(handlers=handlers):
            for each in handlers:
                if not _ends(each.body, by_break=True, by_return=True):
                    yield each.type
        case facts.With(items=items):
            for item in items:
                match item.context:
                    case facts.Call(function=function, arguments=arguments):
                        if last_name(function) == "suppress":
                            yield from (each.value for each in arguments)
                    case _:
                        pass
        case _:
            return


def _is_broad(caught: facts.Expression | None) -> bool:
    return caught is None or last_name(caught) in {"Exception", "BaseException"}


def _heads(node: facts.Statement) -> list[Struct]:
    """What of a statement stands outside of its blocks."""
    match node:
        case facts.For():
            return [node.iterable]
        case facts.If():
            return [node.test]
        case facts.With():
            return [item.context for item in node.items]
        case facts.Match():
            return [node.subject]
        case facts.Try() | facts.While():
            return []
        case _:
            return walking.children(node)


def _ends(block: facts.Block, *, by_break: bool, by_return: bool) -> bool:
    """Whether a block is left for good at its end, so that it isn't run again."""
    match block[-1] if block else None:
        case facts.Raise():
            return True
        case facts.Return():
            return by_return
        case facts.Jump(keyword="break"):
            return by_break and by_return
        case facts.With(body=body) | facts.Try(body=body, orelse=()):
            return _ends(body, by_break=by_break, by_return=by_return)
        case facts.If(body=body, orelse=orelse) if orelse:
            return all(
                _ends(each, by_break=by_break, by_return=by_return) for each in (body, orelse)
            )
        case _:
            return False
