"""Which event loop's words a file uses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.syntax import facts, walking

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.resolution.bindings import ScopeNode
    from backend_gates.project.resolution.scopes import Scope

ASYNCIO = "asyncio"


def event_loop(module: Scope) -> str:
    """Trio or anyio where the file imports them, else asyncio."""
    imported = set(_imported_packages(module.node))
    return next((loop for loop in ("trio", "anyio") if loop in imported), ASYNCIO)


def _imported_packages(module: ScopeNode) -> Iterator[str]:
    body = module.body if isinstance(module, facts.Module) else ()
    for statement in walking.walk_statements(body):
        match statement:
            case facts.Import():
                yield from (alias.name.partition(".")[0] for alias in statement.aliases)
            case facts.ImportFrom(level=0):
                yield statement.module.partition(".")[0]
            case _:
                pass
