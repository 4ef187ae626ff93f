"""What comes between reading state and writing it, on one way through a function."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from backend_gates.checkers._unlocked_state.places import CLOSING
from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from msgspec import Struct

    from backend_gates.checkers._unlocked_state.places import Places, State, Write

_LEAVING = facts.Return | facts.Raise


class Crossing(NamedTuple):
    """A wait and the write behind it."""

    wait: facts.Node
    write: Write


class _Left(NamedTuple):
    """The end of a way: nothing that follows matters."""


_LEFT = _Left()
_Wait: TypeAlias = "facts.Node | None"
_End: TypeAlias = "facts.Node | _Left | None"


class Flow:
    """Follows a way from where state was read; the first crossing is kept.

    `is_meant` tells which writes count, `waits` where the loop may run another task. A write
    before the first wait, to the state itself or to what else was `asked`, claims it: what comes
    after is no race.
    """

    def __init__(
        self,
        places: Places,
        state: State,
        asked: Collection[State],
        waits: Callable[[Struct], facts.Node | None],
        is_meant: Callable[[Write], bool],
    ) -> None:
        self._places = places
        self._state = state
        self._asked = asked
        self._waits = waits
        self._is_meant = is_meant
        self.found: Crossing | None = None

    def through(self, block: facts.Block, wait: _Wait) -> _End:
        """Follow a block; `wait` is the last one before it. Answers the last one behind it."""
        now: _End = wait
        for statement in block:
            if self.found is not None or isinstance(now, _Left):
                return _LEFT
            now = self._over(statement, now)
        return now

    def _over(self, statement: facts.Statement, wait: _Wait) -> _End:
        match statement:
            case facts.If():
                return self._over_if(statement, wait)
            case facts.For() | facts.While():
                return self._over_loop(statement, wait)
            case facts.With():
                return self._over_with(statement, wait)
            case facts.Try():
                return self._over_try(statement, wait)
            case facts.Match():
                return self._joined(
                    [self.through(case.body, wait) for case in statement.cases] + [wait]
                )
            case facts.Function() | facts.Class():
                return wait
            case _:
                return self._over_simple(statement, wait)

    def _over_simple(self, statement: facts.Statement, wait: _Wait) -> _End:
        if not self._closes(statement):
            wait = self._waits(statement) or wait
        for write in self._places.writes(statement):
            if wait is None and (write.state in {self._state, *self._asked}):
                return _LEFT
            if wait is not None and _is_part(write.state, self._state):
                if self._is_meant(write):
                    self.found = Crossing(wait, write)
                return _LEFT
        is_jump = isinstance(statement, facts.Jump) and statement.keyword != "pass"
        return _LEFT if is_jump or isinstance(statement, _LEAVING) else wait

    def _closes(self, statement: facts.Statement) -> bool:
        """`await session.close()` of what the state was: what is closed already makes no wait."""
        match statement:
            case facts.Evaluate(
                value=facts.Await(
                    value=facts.Call(function=facts.Attribute(value=closed, name=name))
                )
            ):
                return name in CLOSING and self._places.named(closed) == self._state
            case _:
                return False

    def _over_if(self, statement: facts.If, wait: _Wait) -> _End:
        wait = self._waits(statement.test) or wait
        if wait is not None and self._state in self._places.read(statement.test):
            return _LEFT  # it is looked at again
        return self._joined(
            [self.through(statement.body, wait), self.through(statement.orelse, wait)]
        )

    def _over_loop(self, statement: facts.For | facts.While, wait: _Wait) -> _End:
        if isinstance(statement, facts.For):
            wait = self._waits(statement.iterable) or (statement if statement.is_async else wait)
        else:
            wait = self._waits(statement.test) or wait
            if wait is not None and self._state in self._places.read(statement.test):
                return _LEFT
        inner = self.through(statement.body, wait)
        return self._joined([self.through(statement.orelse, wait), inner, wait])

    def _over_with(self, statement: facts.With, wait: _Wait) -> _End:
        for item in statement.items:
            wait = self._waits(item.context) or wait
        return self.through(statement.body, statement if statement.is_async else wait)

    def _over_try(self, statement: facts.Try, wait: _Wait) -> _End:
        inner = self.through((*statement.body, *statement.orelse), wait)
        others = [self.through(handler.body, wait) for handler in statement.handlers]
        now = self._joined([inner, *others])
        last = wait if isinstance(now, _Left) else now
        final = self.through(statement.finalbody, last) if statement.finalbody else now
        return _LEFT if isinstance(now, _Left) else final

    def _joined(self, ends: list[_End]) -> _End:
        """Where the ways that go on meet: behind a wait, if any of them waited."""
        going = [end for end in ends if not isinstance(end, _Left)]
        if not going or self.found is not None:
            return _LEFT
        return next((end for end in going if end is not None), None)


def _is_part(written: State, read: State) -> bool:
    """Whether what is written is what was read, or an entry of it."""
    return written == read or (written.name == read.name and not read.key)


def leaves(block: facts.Block) -> bool:
    """Whether nothing behind a block runs after it."""
    last = block[-1] if block else None
    return isinstance(last, _LEAVING) or (isinstance(last, facts.Jump) and last.keyword != "pass")


def tests_of(body: facts.Block) -> Iterator[facts.Expression]:
    """What a body asks in `if` and `while`."""
    for statement in walking.walk_statements(body):
        if isinstance(statement, facts.If | facts.While):
            yield statement.test
