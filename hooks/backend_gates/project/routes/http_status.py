"""Which HTTP status an expression stands for."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from backend_gates.project.resolution.definitions import definition
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_CONSTANT = re.compile(r"HTTP_(\d{3})(_|$)")
_READ = {"value", "real", "numerator"}
_FIRST_ERROR = 400


def http_status(project: Project, node: facts.Expression, scope: Scope) -> int | None:
    """The number; None when it is not known without running anything.

    `418`, `status.HTTP_418_IM_A_TEAPOT` of Starlette and Django REST framework,
    `HTTPStatus.IM_A_TEAPOT` of the standard library, and names that stand for these.
    """
    found, _ = definition(project, node, scope)
    if isinstance(found, facts.Literal):
        return int(found.text) if found.kind == "int" and found.text.isdigit() else None
    if isinstance(found, facts.Attribute) and found.name in _READ:
        found = found.value
    if isinstance(found, facts.Attribute | facts.Name):
        name = found.name if isinstance(found, facts.Attribute) else found.id
        constant = _CONSTANT.match(name)
        return int(constant[1]) if constant else _named().get(name)
    return None


def is_error(status: int) -> bool:
    """Whether a client takes an answer with this status for a failure."""
    return status >= _FIRST_ERROR


@cache
def _named() -> dict[str, int]:
    from http import HTTPStatus  # noqa: PLC0415  few files need the names

    return {status.name: status.value for status in HTTPStatus}
