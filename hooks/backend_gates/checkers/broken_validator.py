"""A pydantic validator that loses its value, never runs, or lets the wrong exception out.

## Why

What a validator returns is the value from then on. One path without a `return` makes it `None`,
without an error and whatever the annotation promises; a model validator of the mode `after` that
doesn't return `self` gives `None` for the whole model. Only ValueError and AssertionError become a
validation error: a KeyError or a TypeError goes straight through pydantic, and a client gets a 500
where it should read what is wrong with its input; an HTTPException hides what else is wrong. A
validator that asks a database or another service does so each time that a model is made, in tests
and in loops, too.

## Instead

Return the value on every path, `self` from a model validator of the mode `after`. Raise ValueError.
Look for a field of another name in `info.data` before taking it. Check what needs a database in a
service.

## What is left alone

- `None` that stays `None`, and an empty value that becomes `None` where the field may be that.
- A `return None` that is spelled out, in the validator of a field.
- Fields that mixins, class decorators or bases from outside may add, and `check_fields=False`.
- The metadata of files, and whatever settings read from the world: they are made once.
- Exceptions that say that the program is wrong, such as NotImplementedError, and those of the
  project that it catches or answers somewhere.

Which version of pydantic runs is told by the nearest lock or requirements of the project, then by
what the module imports. `pydantic.v1` is version 1 everywhere.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from backend_gates.checkers._broken_validator.problems import Problem
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope
    from backend_gates.project.validation.validators import Validator

RULE = "broken-validator"
SCREEN = (b"validator", b"Validator")


class Options(NamedTuple):
    """Settings of this check."""

    deprecated: Annotated[
        bool, "Report the decorators of pydantic 1 where pydantic 2 runs them, too."
    ] = True


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find what is wrong with the validators of a module."""
    from backend_gates.project.validation.validators import validators  # noqa: PLC0415  start-up

    for validator in validators(project, module):
        for problem in _problems(project, validator, options):
            about = (problem.span, RULE, problem.message, problem.scope, problem.related)
            yield Finding(module.path, *about)


def callers(
    project: Project, own: Collection[str], others: Iterable[str], options: Options
) -> Iterator[tuple[str, bytes]]:
    """The other files with validators, which may run functions of the own ones."""
    from backend_gates.project.validation.validators import validating  # noqa: PLC0415  start-up

    del own, options
    found = validating(project)
    yield from ((path, found[path]) for path in others if path in found)


def _problems(project: Project, validator: Validator, options: Options) -> Iterator[Problem]:
    from backend_gates.checkers._broken_validator import (  # noqa: PLC0415  start-up
        exceptions,
        lost_values,
        missing_values,
        never_called,
        old_ways,
        outside,
        unknown_fields,
    )

    if options.deprecated:
        yield from old_ways.deprecated(validator)
    yield from old_ways.refused_arguments(validator)
    yield from old_ways.old_parameters(project, validator)
    yield from never_called.never_called(validator)
    yield from unknown_fields.unknown_fields(project, validator)
    yield from lost_values.lost_values(project, validator)
    yield from missing_values.missing_values(project, validator)
    yield from exceptions.wrong_exceptions(project, validator)
    yield from outside.waits(project, validator)
