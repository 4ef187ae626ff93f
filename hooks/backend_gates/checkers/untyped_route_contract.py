"""A route whose answer or body nothing describes: no model, a bare `dict`, a raw `request.json()`.

## Why

A client of such a route has to guess: the schema shows an empty object, generated clients get
`any`, and nothing tells when a field is renamed. What comes in unchecked fails deep in the code,
as a `KeyError` with status 500, where a model would have answered which field is wrong.

## Instead

Declare a model of what the route returns, as its return annotation or as `response_model=`, and
take the body as a parameter with a model for its type. Where the framework has no such
parameters, hand the body to a model first: `Order.model_validate(await request.json())`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "untyped-route-contract"
SCREEN = (b"def ",)


class Options(NamedTuple):
    """Settings of this check."""

    answers: Annotated[
        bool, "Report answers that nothing describes, where the framework makes a schema of them."
    ] = True
    bodies: Annotated[bool, "Report bodies that are taken as they come."] = True
    any_values: Annotated[
        bool, "Report `dict[str, Any]`, too: it says as little of the fields as `dict` does."
    ] = False


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the route handlers of a module whose contract is open."""
    from backend_gates.checkers._route_contract.gaps import gaps  # noqa: PLC0415  start-up

    wanted = {kind for kind in ("answer", "body") if getattr(options, _OPTION_OF[kind])}
    for handler in project.handlers(module):
        for gap in gaps(project, handler, any_values=options.any_values):
            if gap.kind in wanted:
                scope = handler.scope
                yield Finding(scope.path, gap.span, RULE, gap.message, scope.name, gap.related)


_OPTION_OF = {"answer": "answers", "body": "bodies"}
