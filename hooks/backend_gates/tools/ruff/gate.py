"""A gate: rules of ours that hold beside what a project selects and ignores."""

import json
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from backend_gates.baseline import wishes
from backend_gates.model import Hook
from backend_gates.tools.ruff.arguments import Request, request_of
from backend_gates.tools.ruff.configuration import Choice, choice_of, touches, without
from backend_gates.tools.ruff.groups import Group, groups_of
from backend_gates.tools.ruff.loopholes import loopholes
from backend_gates.tools.ruff.process import CLEAN, tell, usage
from backend_gates.tools.ruff.runs import Run, carried_out

EXCLUDE_SETTINGS = ("exclude", "extend-exclude", "lint.exclude")
# Calls in a default value that a framework evaluates by itself, not Python once at import:
# https://fastapi.tiangolo.com/reference/parameters/ and …/reference/dependencies/,
# https://docs.litestar.dev/latest/reference/params.html, https://typer.tiangolo.com/reference/,
# https://faststream.airt.ai/latest/getting-started/dependencies/.
_FASTAPI = "Body Cookie Depends File Form Header Path Query Security"
_MARKERS = {
    "fastapi": _FASTAPI,
    "fastapi.param_functions": _FASTAPI,
    "fastapi.params": _FASTAPI,
    "faststream": "Context Depends Header Path",
    "litestar.params": "Body Dependency Parameter",
    "typer": "Argument Option",
}
_MARKER_CALLS = tuple(
    f"{module}.{name}" for module in _MARKERS for name in _MARKERS[module].split()
)

OPTIONS: tuple[tuple[str, str], ...] = (
    ("--mandatory RULES", "Rules, comma separated, that the project's `ignore` can't switch off."),
    ("--fix", "Apply ruff's safe fixes."),
    ("--unsafe-fixes", "Take in the fixes that may change what the code does."),
    ("--diff", "Show what `--fix` would change, and change nothing."),
    ("--output-format FORMAT", "Any of ruff's own formats: concise, full, json, github, sarif, …"),
    ("--output-file FILE", "Write the findings to a file."),
    ("--exit-zero", "Exit with 0 although there are findings."),
    ("--config CONFIG", "A ruff configuration file instead of the project's, or `key = value`."),
    *wishes.OPTIONS,
    ("OTHER", "Every other option of `ruff check` is handed to ruff."),
)


class Gate(NamedTuple):
    """What one hook adds to a project's choice of rules.

    `beside_project`: what the project selects is checked in the same run. `options` go to ruff as
    they are.
    """

    hook: Hook
    rules: tuple[str, ...]
    beside_project: bool = False
    options: tuple[str, ...] = ()


def check(gate: Gate, arguments: Sequence[str]) -> int:
    """Run ruff with a gate on what the command line names; return ruff's exit code."""
    request = request_of(arguments)
    if request.has("-h", "--help"):
        usage(gate.hook, OPTIONS)
        return CLEAN
    groups = groups_of(request)
    rules = (*gate.rules, *request.codes("--mandatory"))
    name_loopholes(gate.hook.id, groups, rules, EXCLUDE_SETTINGS)
    runs = [run for group in groups for run in _planned(gate, group, request)]
    return carried_out(gate.hook.id, runs, request)


def name_loopholes(
    hook_id: str, groups: Iterable[Group], rules: Sequence[str], exclude_settings: Sequence[str]
) -> None:
    """Say, one line each, what in the configurations hides whole source folders."""
    lines = [each for group in groups for each in loopholes(group.layers, rules, exclude_settings)]
    for line in dict.fromkeys(lines):
        tell(f"{hook_id}: {line}")


def marker_calls(choice: Choice) -> str:
    """Return the option that keeps B008 from frameworks' markers and the project's exceptions."""
    setting = "lint.flake8-bugbear.extend-immutable-calls"
    return inline_list(setting, (*choice.immutable_calls, *_MARKER_CALLS))


def inline_list(setting: str, values: Iterable[str]) -> str:
    """Return the option that gives a setting a list, in place of the project's."""
    return f"--config={setting}={json.dumps(list(dict.fromkeys(values)), ensure_ascii=False)}"


def listed(option: str, codes: Iterable[str]) -> tuple[str, ...]:
    """Return an option with rule codes, each once; no option when there are none."""
    unique = ",".join(dict.fromkeys(codes))
    return (f"{option}={unique}",) if unique else ()


def _planned(gate: Gate, group: Group, request: Request) -> tuple[Run, ...]:
    choice = choice_of(group.layers)
    mandatory = request.codes("--mandatory")
    ignored = without(choice.ignored, mandatory)
    own = choice.selected if gate.beside_project else ()
    rules = (*own, *without(gate.rules, ignored), *mandatory)
    if not rules:
        tell(f"{gate.hook.id}: nothing to check, the project ignores every rule of this gate")
        return ()
    # Choices that don't matter here stay out, so that more files share one run.
    ignored = tuple(each for each in ignored if touches(each, rules))
    calls = (marker_calls(choice),) if touches("B008", rules) else ()
    options = (*listed("--select", rules), *listed("--ignore", ignored), *calls, *gate.options)
    return (Run(options, group.paths, choice.output_format),)
