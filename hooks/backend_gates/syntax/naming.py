"""How the source names things."""

from __future__ import annotations

from backend_gates.syntax import facts


def last_name(node: facts.Expression) -> str:
    """The last part of a name, dotted or not; empty for any other expression."""
    match node:
        case facts.Name():
            return node.id
        case facts.Attribute():
            return node.name
        case _:
            return ""


def decorator_target(decorator: facts.Expression) -> facts.Expression:
    """What a decorator names, with or without arguments behind it."""
    return decorator.function if isinstance(decorator, facts.Call) else decorator
