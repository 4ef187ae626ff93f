"""Which rows the project hears of as each is saved, which a write for many would not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.repetition.statements import chain
from backend_gates.project.resolution.values import FirstPartyClass, Instance
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_SIGNALS = Signs((b"post_save", b"pre_save"), (re.compile(rb"\b(post|pre)_save\b"),))
_SENDER = rb"\bsender\s*=\s*[\"']?([\w.]+\.)?%s\b"


def is_heard(project: Project, write: facts.Expression, scope: Scope) -> bool:
    """Whether a receiver of Django's signals waits for the rows that a call saves."""
    names = [name for each in chain(write) if (name := _model(project, each, scope))]
    return any(
        re.search(_SENDER % re.escape(name.encode()), data)
        for name in names
        for data in project.modules.bearing(_SIGNALS).values()
    )


def _model(project: Project, node: facts.Expression, scope: Scope) -> str:
    """The name of the class that an expression is, or is one of."""
    known = project.value(node, scope)
    if isinstance(known, Instance):
        known = known.of
    match known:
        case FirstPartyClass(_, facts.Class(name=name)):
            return name
        case _:
            return ""
