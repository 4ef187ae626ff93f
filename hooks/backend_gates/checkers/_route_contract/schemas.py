"""Which routes stand in a schema, so that others build on what it says of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.project.resolution.definitions import Definition
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.routes.handlers import Handler
    from backend_gates.project.routes.routes import Route

FRAMEWORKS_WITH_SCHEMAS = {"fastapi", "litestar", "starlite"}
_INCLUDED = "include_in_schema"


def is_hidden(handler: Handler, route: Route) -> bool:
    """Whether a route, or what is around it, is said to be left out of the schema."""
    said = [*route.said(_INCLUDED), *route.said_of_all(_INCLUDED), *_said_by_class(handler)]
    return any(_is_literal(each, "False") for each in said) or any(
        _is_literal(each, "None") for each in route.said_of_all("openapi_url")
    )


def _said_by_class(handler: Handler) -> Iterator[Definition]:
    """What the class around a handler says."""
    owner = handler.scope.parent
    if owner is None or not isinstance(owner.node, facts.Class):
        return
    for statement in owner.node.body:
        if isinstance(statement, facts.Assign) and statement.value is not None:
            target = statement.targets[0]
            if isinstance(target, facts.Name) and target.id == _INCLUDED:
                yield Definition(statement.value, owner)


def _is_literal(known: Definition, text: str) -> bool:
    return isinstance(known.expression, facts.Literal) and known.expression.text == text
