"""Where a finding about a whole function is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.model import Span

if TYPE_CHECKING:
    from backend_gates.syntax import facts


def heading(function: facts.Function) -> Span:
    """The `def` and the name after it."""
    keyword = "async def " if function.is_async else "def "
    end = function.column + len(keyword) + len(function.name)
    return Span(function.line, function.column, function.line, end)
