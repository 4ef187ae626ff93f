"""Validators that wait for the world: databases, other services, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.catalogue import conduct
from backend_gates.checkers._broken_validator.problems import Problem, of_what
from backend_gates.model import Related
from backend_gates.project.running.blocking_policy import BlockingPolicy
from backend_gates.project.validation.fields import is_settings
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.running.call_path import CallPath
    from backend_gates.project.validation.validators import Validator

_CONFIGURATION = {"conf", "config", "configs", "configuration", "env", "file", "settings"}
_POLICY = BlockingPolicy(("http", "net", "db", "cloud", "subprocess", "file"))


def waits(project: Project, validator: Validator) -> Iterator[Problem]:
    """The first thing outside of the process that a validator waits for."""
    if _is_configuration(project, validator):
        return
    first = next(project.call_paths(_POLICY).ways(validator.scope), None)
    if first is not None:
        yield _problem(validator, first)


def _is_configuration(project: Project, validator: Validator) -> bool:
    """Whether what is validated is read when the program starts, as far as its names tell."""
    owner = validator.owner
    if owner is not None and is_settings(project, owner):
        return True
    names = [owner.node.name] if owner is not None else _aliases(validator)
    names += validator.place.path.removesuffix(".py").split("/")
    return any(not _CONFIGURATION.isdisjoint(conduct.words(each)) for each in names)


def _aliases(validator: Validator) -> list[str]:
    """The name of the type that a function is handed over for: `KeyFile = Annotated[…]`."""
    node = validator.place.node
    if not isinstance(node, facts.Module | facts.Class | facts.Function):
        return []
    return [
        target.id
        for statement in node.body
        if isinstance(statement, facts.Assign)
        and statement.line <= validator.told.line <= statement.end_line
        for target in statement.targets
        if isinstance(target, facts.Name)
    ]


def _problem(validator: Validator, path: CallPath) -> Problem:
    place, last = path.place, path.hops[-1] if path.hops else None
    leads = f", which leads to {place.subject} ({last.scope.path}:{last.node.line})" if last else ""
    message = (
        f"`{validator.name}` waits for the world outside in `{path.written}`{leads}: it "
        f"{place.blocking.why}, each time that {of_what(validator)} is validated, wherever the "
        "model is made; do it in a service, and hand the model what it needs"
    )
    related = tuple(
        Related(hop.scope.path, hop.node.span, f"`{hop.scope.name}` runs `{hop.written}`")
        for hop in path.hops
    )
    if validator.is_decorated:
        return Problem(path.node.span, message, validator.scope.name, related)
    here = Related(validator.scope.path, path.node.span, f"`{path.written}` stands here")
    return Problem(validator.told.span, message, validator.place.name, (here, *related))
