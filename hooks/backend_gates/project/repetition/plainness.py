"""Which blocks do nothing for an element but write it, so that all can be written at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import repetition
from backend_gates.project.repetition.flow import names_in
from backend_gates.project.repetition.gathering import acts
from backend_gates.project.repetition.harmless import (
    are_harmless,
    counts_on,
    is_aside,
    is_commit,
    sends,
)
from backend_gates.project.repetition.signals import is_heard
from backend_gates.project.repetition.statements import chain
from backend_gates.project.resolution.values import FirstPartyClass, FirstPartyFunction
from backend_gates.syntax import facts, walking
from backend_gates.syntax.naming import last_name

if TYPE_CHECKING:
    from backend_gates.project.project import Project
    from backend_gates.project.repetition.loops import Loop
    from backend_gates.project.resolution.scopes import Scope

_STEPS = (facts.Assign, facts.Evaluate, facts.Return)
_MAKING = {"acreate", "create", "insert_one"}


def writes_each(project: Project, loop: Loop, scope: Scope, write: facts.Expression) -> bool:
    """Whether a loop writes to the end, and nothing hangs on it that each row is written alone.

    That would be a `save` or a receiver of the row's own, or an increment.
    """
    if isinstance(loop.node, facts.For) and walking.own(loop.node.body, facts.Return):
        return False
    return not counts_on(write) and not _saves_itself(project, write, scope)


def only_writes(project: Project, loop: Loop, scope: Scope, write: facts.Expression) -> bool:
    """Whether a loop does nothing for an element but make or change it, and write it."""
    if not writes_each(project, loop, scope, write):
        return False
    if isinstance(loop.node, facts.For):
        return is_plain(project, loop.node.body, scope, write)
    conditions = [each for clause in loop.node.clauses for each in clause.conditions]
    made = [facts.Evaluate(*each.span, each) for each in (*conditions, *loop.node.elements)]
    calls = walking.own(tuple(made), facts.Call)
    return are_harmless(project, calls, scope, write)


def is_of_files(loop: Loop, query: facts.Expression) -> bool:
    """Whether a loop goes over files, which are stored and read one by one."""
    return any(map(repetition.load().files.search, (*loop.names, *names_in(query))))


def _saves_itself(project: Project, write: facts.Expression, scope: Scope) -> bool:
    """Whether the rows of `Order.objects.create(…)` have a `save` or receivers of their own."""
    if isinstance(write, facts.Call) and last_name(write.function) in {"delete", "update"}:
        return False
    if is_heard(project, write, scope):
        return True
    for each in chain(write):
        if isinstance(project.value(each, scope), FirstPartyClass):
            place = (each.line, each.column, each.end_line, each.end_column)
            own = facts.Attribute(*place, each, "save")
            return isinstance(project.value(own, scope), FirstPartyFunction)
    return False


def is_plain(project: Project, block: facts.Block, scope: Scope, write: facts.Expression) -> bool:
    """Whether a block only makes or changes things and writes them, `write` being how.

    It neither asks nor decides anything else, runs no other function of the project, writes one
    thing, and what it writes doesn't hang on what is written already, as an increment does.
    """
    name = last_name(write.function) if isinstance(write, facts.Call) else ""
    stands_alone = name in _MAKING or any(each is write for each in acts(block))
    return (
        stands_alone
        and _are_steps(block, write)
        and all(
            each is write or is_aside(each) or sends(project, each, scope) for each in acts(block)
        )
        and are_harmless(project, walking.own(block, facts.Call, facts.Yield), scope, write)
    )


def _are_steps(block: facts.Block, write: facts.Expression) -> bool:
    """Whether a block takes the same steps for all, those aside that it passes over.

    A commit may hang on a condition: it costs the same whatever was written.
    """
    *steps, last = block
    if isinstance(last, facts.If) and not last.orelse and is_commit(write):
        return all(map(_is_step, steps)) and _are_steps(last.body, write)
    return all(map(_is_step, block))


def _is_step(node: facts.Statement) -> bool:
    match node:
        case facts.If(body=body, orelse=()):
            return all(map(_is_passing, body))
        case facts.AugmentedAssign(target=target):
            return isinstance(target, facts.Name)
        case facts.Jump():
            return _is_passing(node)
        case _:
            return isinstance(node, _STEPS)


def _is_passing(node: facts.Statement) -> bool:
    """Whether it only sets something, or goes on with the next element."""
    if isinstance(node, facts.Jump):
        return node.keyword != "break"
    return isinstance(node, facts.Assign)
