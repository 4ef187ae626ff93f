"""An environment variable that is read outside the settings.

## Why

Nobody can say which variables the service needs: they are found out one by one, in production,
where a missing one is a `None` that fails hours later and far away. The same variable gets another
default in each file, `"false"` is true, and a test has to patch the environment before it imports
anything.

## Instead

Declare it in the settings, with a type and a default, and read it from there. The service then
fails when it starts, with the name of what is missing, and tests hand over other settings.

## What is left alone

Settings are modules with a `BaseSettings` class or a class named `Settings` or `Config`, files and
folders whose names say settings, config or env, modules of constants most of which come from the
environment, classes of traitlets, what `DJANGO_SETTINGS_MODULE` names, and classes,
functions and variables that say so in their names, as `app.config["KEY"]` does. Where a part of
the repository has settings, the parts beside it are libraries and tools: only where nothing has any
is everything looked at.

Silent are `__main__`, command lines, SDKs, scripts, migrations and tests, variables that tell of
the machine (`HOME`, `CI`, `PYTEST_CURRENT_TEST`), those that the project sets itself, for a library
or a child process, those that tell where the settings are or whose name only the running program
knows, and whole environments that are handed on.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Annotated, NamedTuple

from backend_gates.model import Finding, Related

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from backend_gates.checkers._environment.reads import Read
    from backend_gates.project.project import Project
    from backend_gates.project.resolution.scopes import Scope

RULE = "env-read-outside-settings"
STEM = b"env"
SCREEN = (
    *(
        b"environ[",
        b"environ.",
        b"environ,",
        b"os.environ",
        b"import environ",
        b"getenv(",
        b"_env(",
    ),
    *(
        b"env_bool(",
        b"env_flag(",
        b"env_float(",
        b"env_int(",
        b"env_list(",
        b"env_str(",
        b"env_var(",
    ),
)


class Options(NamedTuple):
    """Settings of this check."""

    settings: Annotated[
        tuple[str, ...],
        'Further files that are settings, by their paths: `"app/constants.py"`, or `"app/boot/*"` '
        "for all below a folder.",
    ] = ()
    variables: Annotated[
        tuple[str, ...],
        'Variables that may be read anywhere: `"SENTRY_DSN"`, or `"OTEL_*"` for all that begin so.',
    ] = ()


def check(project: Project, module: Scope, options: Options) -> Iterator[Finding]:
    """Find the reads of a module that belong into the settings."""
    from backend_gates.checkers._environment import places, settings  # noqa: PLC0415  start-up
    from backend_gates.checkers._environment.reads import reads  # noqa: PLC0415  start-up

    path = module.path
    if places.may_read(path) or _matches(path, options.settings):
        return
    found = [each for each in reads(project, module) if _is_setting(each, options)]
    found = [each for each in found if not places.is_excused(project, each.node, each.scope)]
    if found:
        known = settings.set_by_project(project)
        found = [each for each in found if each.variable not in known]
    modules = settings.modules(project) if found else None
    if modules is not None and path not in modules.paths and modules.are_for(path):
        for same in _together(found):
            yield _finding(same, modules.nearest(path))


def _together(found: list[Read]) -> Iterable[list[Read]]:
    """The reads of one variable in one function together."""
    groups: dict[tuple[str, str], list[Read]] = {}
    for read in found:
        groups.setdefault((read.scope.name, read.variable), []).append(read)
    return groups.values()


def _is_setting(read: Read, options: Options) -> bool:
    from backend_gates.catalogue import environment  # noqa: PLC0415  start-up
    from backend_gates.checkers._environment.places import tells_of_settings  # noqa: PLC0415  start-up

    name = read.variable
    is_other = environment.load().is_of_machine(name) or tells_of_settings(name)
    return not is_other and not _matches(name, options.variables)


def _matches(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _finding(reads: list[Read], settings: str) -> Finding:
    read, *others = reads
    where = f"in {settings}" if settings else "in one settings class"
    message = (
        f"`{read.variable}` is read from the environment outside the settings: declare it {where}, "
        f"with a type and a default, and read it from there"
    )
    scope = read.scope
    related = tuple(Related(scope.path, each.node.span, "read again here") for each in others)
    return Finding(
        scope.path, read.node.span, RULE, message, scope.name, related, subject=read.variable
    )
