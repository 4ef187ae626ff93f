"""Which rows the project hears of as each is saved, which a write for many would not tell."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from backend_gates.catalogue.execution import Signs
from backend_gates.project.repetition.statements import chain
from backend_gates.project.resolution.members import decorator_names
from backend_gates.project.resolution.values import FirstPartyClass, Instance
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

_SIGNALS = Signs((b"post_save", b"pre_save"), (re.compile(rb"\b(post|pre)_save\b"),))
_HISTORIES = {"AuditlogHistoryField", "HistoricalRecords"}
_HOOKED = "Lifecycle"
_SENDER = rb"\bsender\s*=\s*[\"']?([\w.]+\.)?%s\b"


def is_heard(project: Project, write: facts.Expression, scope: Scope) -> bool:
    """Whether a receiver of signals, a hook or a history waits for the rows that a call saves."""
    models = [known for each in chain(write) if (known := _model(project, each, scope))]
    senders = [_SENDER % re.escape(each.node.name.encode()) for each in models]
    if any(_has_history(each.node) or _has_hooks(project, each) for each in models):
        return True
    return any(
        re.search(sender, data)
        for sender in senders
        for data in project.modules.bearing(_SIGNALS).values()
    )


def _has_history(model: facts.Class) -> bool:
    return any(
        last_name(each.function) in _HISTORIES for each in walking.own(model.body, facts.Call)
    )


def _has_hooks(project: Project, model: FirstPartyClass) -> bool:
    """Whether it says itself, or by a base, what runs as a row is saved: `@hook(AFTER_SAVE)`."""
    ours, _ = project.bases(model)
    bodies = (each.node.body for each in ours)
    return any(
        _HOOKED in last_name(base.value) for each in ours for base in each.node.bases
    ) or any(
        "hook" in decorator_names(each)
        for body in bodies
        for each in body
        if isinstance(each, facts.Function)
    )


def _model(project: Project, node: facts.Expression, scope: Scope) -> FirstPartyClass | None:
    """The class that an expression is, or is one of."""
    known = project.value(node, scope)
    if isinstance(known, Instance):
        known = known.of
    return known if isinstance(known, FirstPartyClass) else None
