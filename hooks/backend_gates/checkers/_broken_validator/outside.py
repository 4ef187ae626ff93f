"""Validators that wait for the world: databases, other services, files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backend_gates.checkers._broken_validator.configuration import is_configuration
from backend_gates.checkers._broken_validator.problems import Problem, of_what
from backend_gates.model import Related
from backend_gates.project.running.blocking_policy import BlockingPolicy
from backend_gates.syntax import facts

if TYPE_CHECKING:
    from collections.abc import Iterator

    from backend_gates.project.project import Project
    from backend_gates.project.running.call_path import CallPath
    from backend_gates.project.validation.validators import Validator

_REMOTE = ("http", "net", "db", "cloud", "subprocess")
_OF_TYPES = BlockingPolicy(_REMOTE)
_OF_FIELDS = BlockingPolicy((*_REMOTE, "file"))


def waits(project: Project, validator: Validator) -> Iterator[Problem]:
    """The first thing outside of the process that a validator waits for.

    A type that has a name of its own may be there to read what a path or a URL of a file names.
    """
    if is_configuration(project, validator):
        return
    is_type = not validator.is_decorated and not isinstance(validator.place.node, facts.Class)
    policy = _OF_TYPES if is_type else _OF_FIELDS
    first = next(project.call_paths(policy).ways(validator.scope), None)
    if first is not None:
        yield _problem(validator, first)


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
