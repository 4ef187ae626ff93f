"""Remembers answers to questions that may lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_gates.project.scopes import Scope
    from backend_gates.project.values import Value
    from backend_gates.syntax import facts

Key: TypeAlias = int | str

_NEVER = 2**31


class Answers:
    """What was found out, whatever the order in which it was asked.

    A question that leads back to itself has no answer there. What was concluded from that, on the
    way, holds for that way only: it is forgotten, and found out again when somebody else asks.
    """

    def __init__(self) -> None:
        self._known: dict[Scope, dict[Key, Value | None]] = {}
        self._asked: dict[tuple[Scope, Key], int] = {}
        self._led_back_to = _NEVER
        self._alive: list[object] = []

    def to(
        self, scope: Scope, about: facts.Expression | str, find: Callable[[], Value | None]
    ) -> Value | None:
        """The answer about a name or an expression in `scope`, the latter by its identity."""
        key = about if isinstance(about, str) else id(about)
        known = self._known.get(scope)
        if known is None:
            known = self._known[scope] = {}
        if key in known:
            return known[key]
        if (scope, key) in self._asked:
            self._led_back_to = min(self._led_back_to, self._asked[scope, key])
            return None
        depth = self._asked[scope, key] = len(self._asked)
        outer, self._led_back_to = self._led_back_to, _NEVER
        try:
            answer = find()
            if self._led_back_to >= depth:
                known[key] = answer
                self._alive.append(about)  # or its identity becomes another's
            else:
                outer = min(outer, self._led_back_to)
        finally:
            del self._asked[scope, key]
            self._led_back_to = outer
        return answer
