"""Which attempts only bring what they have into another form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import failures
from backend_gates.project.resolution.values import (
    External,
    FirstPartyClass,
    FirstPartyFunction,
    Instance,
    Member,
)
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.checkers._swallowed.attempts import Attempt
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_DEEPEST = 3


def is_pure(project: Project, attempt: Attempt) -> bool:
    """Whether nothing but parsing and converting can fail in it."""
    return _is_pure_block(project, attempt.body, attempt.scope, 0)


def _is_pure_block(project: Project, body: facts.Block, scope: Scope, depth: int) -> bool:
    for node in walking.walk_own(body):
        if isinstance(node, facts.Await | facts.Yield):
            return False
        if isinstance(node, facts.With | facts.For) and node.is_async:
            return False
        if isinstance(node, facts.Call) and not _is_pure_call(project, node, scope, depth):
            return False
    return True


def _is_pure_call(project: Project, call: facts.Call, scope: Scope, depth: int) -> bool:
    known = failures.load()
    match project.value(call.function, scope):
        case External(name):
            return known.is_pure(name)
        case Member(owner, name):
            return known.is_pure(owner)
        case Instance():
            return False
        case FirstPartyClass(scope=inner) as own:
            return _is_plain_class(project, own)
        case FirstPartyFunction(inner, facts.Function() as node):
            if depth == _DEEPEST or node.is_async:
                return False
            return _is_pure_block(project, node.body, inner, depth + 1)
        case _:
            return last_name(call.function) in known.pure_methods


def _is_plain_class(project: Project, own: FirstPartyClass) -> bool:
    """Whether making one only fills fields: enums, dataclasses, models."""
    ours, _ = project.bases(own)
    return not any("__init__" in each.scope.bindings for each in ours)
