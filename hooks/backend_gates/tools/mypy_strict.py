"""Types, checked by `mypy --strict` on the whole project with its own packages.

Why: run as an ordinary pre-commit hook, mypy sits in an environment of its own where FastAPI,
pydantic, SQLAlchemy and httpx are not installed. With `--ignore-missing-imports` everything that
comes from them is `Any`, and no mistake in using them is found; without it, false alarms pile up.
A gate that looks green while it checks nothing is worse than none.

How it is set up: the hook finds the interpreter of the project and says which one it used. It
looks, in this order, at `--python-executable`, `python-executable` in the settings, mypy's own
`python_executable`, `UV_PROJECT_ENVIRONMENT`, the folders `.venv`, `venv`, `.conda` and
`.pixi/envs/default` from the working directory up to the repository's root, the environments of
PDM, Poetry and Hatch, conda's active environment, and the virtual environment that was active when
git was called. When there is none it says so and exits with 2; `--isolated` runs mypy all the same,
with the types of what is installed beside the hook.

When the project has mypy, that one is run; else the hook's, which reads the types of the project's
packages. mypy's plugins, such as `pydantic.mypy`, load into mypy's own process: from the project's
mypy, or from the project's packages when the hook runs on the same version of Python, or from
`additional_dependencies`. When none of these works the hook names the ways out and exits with 2.

The project is the nearest folder upwards that has a `pyproject.toml`, `mypy.ini`, `.mypy.ini` or
`setup.cfg`. In a monorepo name each service,
`args: [--project=services/orders, --project=services/users]`: each is checked on its own, with its
own interpreter and settings, and there is one report. When the root can't be checked as one
project the hook says which line to write.

The whole project is checked, because a change in one file breaks callers in another. What its
mypy configuration names in `files`, `packages` or `modules` is checked; when it names nothing, all
its code but tests, migrations, `docs`, `examples`, `build` and `dist`. With a recent mypy a warm
run takes about a second: the hook's own cache, in `.backend_gates_cache/`, is invalidated by no
other run of mypy.

The project's configuration stays in force, except that `--strict` and `--follow-imports normal`
win. The errors that a legacy project has go into its [baseline](../baseline.md), and new ones are
reported. Settings that make strict less than strict (`ignore_errors`, a global
`ignore_missing_imports`, `disable_error_code`, strict flags turned off for some modules, excluded
sources, `# mypy:` comments) are named, one line each; pre-commit shows them when the hook fails or
with `--verbose`. `# type: ignore[code]` comments work as always; for whole files there are
`exclude` and `per-file-ignores` in the settings. Exit code 0: clean, 1: type errors, 2: mypy could
not run.

Limits: the packages have to be installed, so skip the hook where they are not, as on pre-commit.ci
(`ci: {skip: [mypy-strict]}`). mypy's personal configuration in the home directory is not read, so
that every machine gives the same answer. Columns are mypy's: on lines with text outside ASCII they
may be off. Older versions of mypy check nothing at all while one file has a syntax error.
"""

import os
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, NamedTuple

from backend_gates import settings
from backend_gates.baseline.gate import Settled, settle
from backend_gates.baseline.wishes import add_options, wished
from backend_gates.console import publish, source_lines, tell
from backend_gates.model import Hook, Report
from backend_gates.reporters import FORMATS, render
from backend_gates.schema import SettingsError
from backend_gates.tools.environment.child_processes import run
from backend_gates.tools.environment.interpreter import (
    SEARCHED,
    Interpreter,
    Wish,
    find_interpreter,
)
from backend_gates.tools.environment.project_folder import CannotRunError, project_folder
from backend_gates.tools.mypy.choice import choose_mypy
from backend_gates.tools.mypy.command import (
    choose_targets,
    command_line,
    nested_configurations,
    usually_checked,
)
from backend_gates.tools.mypy.first_party import source_files
from backend_gates.tools.mypy.holes import name_holes
from backend_gates.tools.mypy.output import code_of, read_output
from backend_gates.tools.mypy.settings import MypySettings, read_mypy_settings
from backend_gates.tools.mypy.several_projects import merge, naming_each_below

HOOK = Hook(
    id="mypy-strict",
    description=(
        "Type errors found by mypy --strict in the whole project, "
        "with the types of the packages that the project has installed."
    ),
    files=(
        r"\.pyi?$|(^|/)(pyproject\.toml|setup\.cfg|\.?mypy\.ini|[^/]*requirements[^/]*\.txt"
        r"|(uv|poetry|pdm|pixi|Pipfile)\.lock|pylock[^/]*\.toml)$"
    ),
    pass_filenames=False,
    require_serial=True,
)
_CLEAN, _FINDINGS, _COULD_NOT_RUN = range(3)
_DUPLICATE = "Duplicate module named"


class Options(NamedTuple):
    """Settings of this hook."""

    python_executable: Annotated[
        str,
        "The Python, or the environment, that has the project's packages; "
        "relative to the folder of the pyproject.toml. Found by convention when not set.",
    ] = ""


class Request(NamedTuple):
    """What the user asked for on the command line, for one project."""

    project: str = ""
    python_executable: str = ""
    isolated: bool = False


class Outcome(NamedTuple):
    """The report, and what the user should know about how it came about, one line each.

    There is no report when the project could not be checked; the notices then say why. `root` is
    the folder that was checked.
    """

    report: Report | None
    notices: tuple[str, ...]
    root: str = ""


def main(arguments: Sequence[str]) -> int:
    """Run the hook; `arguments` are what follows its id. Returns the exit code."""
    words = _parser().parse_args(arguments)
    outcomes = _check_each(tuple(dict.fromkeys(words.project)) or ("",), words)
    tell(HOOK.id, [notice for each in outcomes for notice in each.notices])
    try:
        fails = _told(outcomes, words)
    except (CannotRunError, SettingsError) as problem:
        tell(HOOK.id, [str(problem)])
        return _COULD_NOT_RUN
    if any(each.report is None or each.report.failures for each in outcomes):
        return _COULD_NOT_RUN
    return _FINDINGS if fails and not words.exit_zero else _CLEAN


def _told(outcomes: Sequence[Outcome], words: Namespace) -> bool:
    """Publish what the baseline doesn't know; say whether that fails the run."""
    reports = [each.report for each in outcomes if each.report is not None]
    if not reports:
        return False
    settled = _settled(merge(reports), [each.root for each in outcomes if each.report], words)
    tell(HOOK.id, settled.notes)
    _publish(settled.report, words.output_format, words.output_file)
    return bool(settled.report.findings) or settled.fails


def _settled(report: Report, roots: Sequence[str], words: Namespace) -> Settled:
    cwd = Path.cwd()
    wish = wished(words, settings.load(None, cwd), cwd)
    return settle(wish, HOOK.id, report, roots, lambda finding: code_of(finding.message))


def _check_each(projects: Sequence[str], words: Namespace) -> tuple[Outcome, ...]:
    """Check one project after the other; one that can't be checked doesn't keep the others back."""
    requests = (Request(each, words.python_executable, words.isolated) for each in projects)
    outcomes = tuple(_attempt(each) for each in requests)
    if len(projects) == 1:
        return outcomes
    return tuple(
        each._replace(notices=tuple(f"{project}: {notice}" for notice in each.notices))
        for project, each in zip(projects, outcomes, strict=True)
    )


def _attempt(request: Request) -> Outcome:
    try:
        return check(request)
    except (CannotRunError, SettingsError) as problem:
        return Outcome(None, tuple(str(problem).splitlines()))


def check(request: Request) -> Outcome:
    """Check the project; raises `CannotRunError` and `schema.SettingsError`."""
    start = Path(request.project).resolve()
    if not start.is_dir():
        raise CannotRunError(f"--project {request.project}: no such folder")
    root = start if request.project else project_folder(start)
    ours, theirs = settings.load(None, start), read_mypy_settings(root)
    interpreter = find_interpreter(start, tuple(_wishes(root, request, ours, theirs)))
    if not interpreter and not request.isolated:
        raise _no_interpreter(root)
    report, notices = _run(root, theirs, interpreter)
    return Outcome(_wanted(report, ours), notices, os.path.relpath(root))


def _no_interpreter(root: Path) -> CannotRunError:
    ways = "give --python-executable, or --isolated (blind to its packages)"
    line = naming_each_below(root)
    if line:
        ways = f"or, to check each project below on its own, write {line}"
    return CannotRunError(
        f"no interpreter of the project found: create its .venv, {ways}\nlooked at {SEARCHED}"
    )


def _run(
    root: Path, theirs: MypySettings, interpreter: Interpreter | None
) -> tuple[Report, tuple[str, ...]]:
    mypy = choose_mypy(interpreter, theirs.plugins)
    targets = choose_targets(root, theirs)
    command = command_line(root, theirs, mypy, targets)
    done = run(command, root, MYPYPATH=os.pathsep.join(map(str, targets.bases)))
    report = read_output(done, root, HOOK.id)
    sources = usually_checked(source_files(root))
    nested = nested_configurations(root, sources) if targets.arguments else ()
    nested = tuple(Path(os.path.relpath(root / each)).as_posix() for each in nested)
    notices = (
        f"checks {targets.words} with {mypy.words}",
        *(f"hole: {each}" for each in name_holes(theirs, root, sources)),
        *(f"{each} has a mypy configuration of its own: --project {each}" for each in nested),
        *(() if report.failures else done.errors.splitlines()),
        *_ways_out(report, root),
    )
    return report, notices


def _ways_out(report: Report, root: Path) -> Iterator[str]:
    """Name the projects below when modules of two of them got into each other's way."""
    if any(_DUPLICATE in each.message for each in report.failures):
        line = naming_each_below(root)
        if line:
            yield f"to check each project below on its own, write {line}"


def _wishes(
    root: Path, request: Request, ours: settings.Settings, theirs: MypySettings
) -> Iterator[Wish]:
    """Give the interpreters that the user named, the most explicit first."""
    if request.python_executable:
        yield Wish(Path(request.python_executable).absolute(), "--python-executable")
    named = settings.options(ours, HOOK.id, Options).python_executable
    if named:
        yield Wish(ours.root / Path(named).expanduser(), f"[{settings.TABLE}.{HOOK.id}]")
    if theirs.python_executable:
        path = Path(os.path.expandvars(theirs.python_executable)).expanduser()
        yield Wish(root / path, "mypy's python_executable")


def _wanted(report: Report, ours: settings.Settings) -> Report:
    findings = (each for each in report.findings if not settings.ignored(ours, each.path, HOOK.id))
    return report._replace(findings=tuple(findings))


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog=f"backend-gates {HOOK.id}", description=HOOK.description, allow_abbrev=False
    )
    add = parser.add_argument
    projects = "a project's folder, for several projects again; the nearest without"
    add("--project", action="append", default=[], metavar="DIR", help=projects)
    add("--python-executable", default="", metavar="PATH", help="the project's Python; found else")
    add("--isolated", action="store_true", help="without such a Python run all the same")
    add("--output-format", choices=FORMATS, default="full", help="default: full")
    add("--output-file", type=Path, metavar="FILE", help="the report goes there, and as text here")
    add("--exit-zero", action="store_true", help="exit with 0 in spite of findings")
    add_options(parser)
    add("files", nargs="*", metavar="FILES", help="passed over: the whole project is checked")
    return parser


def _publish(report: Report, output_format: str, file: Path | None) -> None:
    text = render(output_format, report, source_lines)
    if file:
        try:
            file.write_text(text, "utf-8", newline="")
        except OSError as error:
            raise CannotRunError(f"{file}: cannot be written: {error.strerror}") from error
        text = render("full", report, source_lines)
    publish(text)
