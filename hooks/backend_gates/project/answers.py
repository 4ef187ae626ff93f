"""Remembers answers to questions that may lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.syntax import facts

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

_NEVER = 2**31


class Answers:
    """What was found out, whatever the order in which it was asked.

    A question that leads back to itself has no answer there. What was concluded from that, on the
    way, holds for that way only: it is forgotten, and found out again when somebody else asks.
    """

    def __init__(self) -> None:
        self._known: dict[Scope, dict[int | str, Any]] = {}
        self._asked: dict[tuple[Scope, int | str], int] = {}
        self._led_back_to = _NEVER
        self._alive: list[object] = []

    def to(
        self,
        scope: Scope,
        about: facts.Expression | Origin | str,
        find: Callable[Asked, Answer],
        *arguments: Asked.args,
        **named: Asked.kwargs,
    ) -> Answer | None:
        """What `find` says of its arguments; `about` tells the questions in a scope apart.

        That is by its identity, where it is no name.
        """
        key = about if isinstance(about, str) else id(about)
        known = self._known.get(scope)
        if known is None:
            known = self._known[scope] = {}
        if key in known:
            return known[key]  # type: ignore[no-any-return]  # what `find` gave
        if (scope, key) in self._asked:
            self._led_back_to = min(self._led_back_to, self._asked[scope, key])
            return None
        depth = self._asked[scope, key] = len(self._asked)
        outer, self._led_back_to = self._led_back_to, _NEVER
        try:
            answer = find(*arguments, **named)
            if self._led_back_to >= depth:
                known[key] = answer
                self._alive.append(about)  # or its identity becomes another's
            else:
                outer = min(outer, self._led_back_to)
        finally:
            del self._asked[scope, key]
            self._led_back_to = outer
        return answer
