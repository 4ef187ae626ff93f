"""Remembers answers to questions that may lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable

    from backend_gates.project.values import Value

Question: TypeAlias = tuple[int, int | str]

_NEVER = 2**31


class Answers:
    """What was found out, whatever the order in which it was asked.

    A question that leads back to itself has no answer there. What was concluded from that, on the
    way, holds for that way only: it is forgotten, and found out again when somebody else asks.
    """

    def __init__(self) -> None:
        self._known: dict[Question, tuple[object, Value | None]] = {}
        self._asked: dict[Question, int] = {}
        self._led_back_to = _NEVER

    def to(
        self, question: Question, about: object, find: Callable[[], Value | None]
    ) -> Value | None:
        """The answer; `about` is what the question's identities belong to, kept alive with it."""
        known = self._known.get(question)
        if known is not None:
            return known[1]
        if question in self._asked:
            self._led_back_to = min(self._led_back_to, self._asked[question])
            return None
        return self._found(question, about, find)

    def _found(
        self, question: Question, about: object, find: Callable[[], Value | None]
    ) -> Value | None:
        depth = self._asked[question] = len(self._asked)
        outer, self._led_back_to = self._led_back_to, _NEVER
        try:
            answer = find()
            if self._led_back_to >= depth:
                self._known[question] = (about, answer)
            else:
                outer = min(outer, self._led_back_to)
        finally:
            del self._asked[question]
            self._led_back_to = outer
        return answer
