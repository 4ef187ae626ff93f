"""Which event loop's words a file uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

ASYNCIO = "asyncio"


def event_loop(module: facts.Module) -> str:
    """Trio or anyio where the file imports them, else asyncio."""
    imported = set(_imported_packages(module))
    return next((loop for loop in ("trio", "anyio") if loop in imported), ASYNCIO)


def _imported_packages(module: facts.Module) -> Iterator[str]:
    for statement in walking.walk_statements(module.body):
        match statement:
            case facts.Import():
                yield from (alias.name.partition(".")[0] for alias in statement.aliases)
            case facts.ImportFrom(level=0):
                yield statement.module.partition(".")[0]
            case _:
                pass
