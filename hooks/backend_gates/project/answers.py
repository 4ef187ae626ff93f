"""Remembers answers to questions that may lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ParamSpec, TypeAlias, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")
Question: TypeAlias = tuple[int, int | str]

_NEVER = 2**31


class Answers:
    """What was found out, whatever the order in which it was asked.

    A question that leads back to itself has no answer there. What was concluded from that, on the
    way, holds for that way only: it is forgotten, and found out again when somebody else asks.
    """

    def __init__(self) -> None:
        self._known: dict[Question, tuple[object, Any]] = {}
        self._asked: dict[Question, int] = {}
        self._led_back_to = _NEVER

    def to(
        self,
        question: Question,
        find: Callable[Asked, Answer],
        *about: Asked.args,
        **named: Asked.kwargs,
    ) -> Answer | None:
        """What `find` says of its arguments, to whose identities the question belongs."""
        known = self._known.get(question)
        if known is not None:
            return known[1]  # type: ignore[no-any-return]  # what `find` gave
        if question in self._asked:
            self._led_back_to = min(self._led_back_to, self._asked[question])
            return None
        depth = self._asked[question] = len(self._asked)
        outer, self._led_back_to = self._led_back_to, _NEVER
        try:
            answer = find(*about, **named)
            if self._led_back_to >= depth:
                self._known[question] = (about, answer)
            else:
                outer = min(outer, self._led_back_to)
        finally:
            del self._asked[question]
            self._led_back_to = outer
        return answer
