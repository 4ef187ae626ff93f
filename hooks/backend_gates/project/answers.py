"""Remembers answers to questions that may lead back to themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

    from typing_extensions import TypeVarTuple, Unpack

    from backend_gates.project.consulted import Consulted
    from backend_gates.project.resolution.bindings import Origin
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.syntax import facts

    Asked = TypeVarTuple("Asked")
Answer = TypeVar("Answer")

_NEVER = 2**31
_UNKNOWN = object()


class _Pending:
    """Stands for an answer that is being found, behind as many others as its depth."""

    __slots__ = ("depth",)

    def __init__(self, depth: int) -> None:
        self.depth = depth


class _FromAfar:
    """An answer that other files had a part in."""

    __slots__ = ("answer", "files")

    def __init__(self, answer: object, files: int) -> None:
        self.answer = answer
        self.files = files


class Answers:
    """What was found out, whatever the order in which it was asked.

    A question that leads back to itself has no answer there. What was concluded from that, on the
    way, holds for that way only: it is forgotten, and found out again when somebody else asks.
    """

    def __init__(self, consulted: Consulted) -> None:
        self._consulted = consulted
        self._known: dict[Scope, dict[int | str, Any]] = {}
        self._depth = 0
        self._led_back_to = _NEVER
        self._alive: list[object] = []

    def to(
        self,
        scope: Scope,
        about: facts.Expression | Origin | str,
        find: Callable[[Unpack[Asked]], Answer],
        *arguments: Unpack[Asked],
    ) -> Answer | None:
        """What `find` says of its arguments; `about` tells the questions in a scope apart.

        That is by its identity, where it is no name.
        """
        key = about if isinstance(about, str) else id(about)
        known = self._known.get(scope)
        if known is None:
            known = self._known[scope] = {}
        found = known.get(key, _UNKNOWN)
        kind = type(found)
        if kind is _FromAfar:
            self._consulted.files |= found.files
            return found.answer  # type: ignore[no-any-return]  # what `find` gave
        if kind is _Pending:
            self._led_back_to = min(self._led_back_to, found.depth)
            return None
        if found is not _UNKNOWN:
            return found  # type: ignore[no-any-return]  # likewise
        depth, kept = self._depth, _UNKNOWN
        known[key] = _Pending(depth)
        self._depth = depth + 1
        outer, self._led_back_to = self._led_back_to, _NEVER
        consulted = self._consulted
        outer_files, consulted.files = consulted.files, 0
        try:
            answer = find(*arguments)
            if self._led_back_to >= depth:
                files = consulted.files
                kept = _FromAfar(answer, files) if files else answer
                self._alive.append(about)  # or its identity becomes another's
            else:
                outer = min(outer, self._led_back_to)
        finally:
            self._depth = depth
            known[key] = kept
            self._led_back_to = outer
            consulted.files |= outer_files
        return answer
