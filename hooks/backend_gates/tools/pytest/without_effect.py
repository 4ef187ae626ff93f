"""What projects write to have blocked loops found, and which does nothing.

pytest-asyncio 1.0 removed the fixture `event_loop` and ignores one of the project's in silence. It
sets each loop's debug mode by its option `asyncio_debug` since 1.2, whatever the environment says
(pytest-asyncio's changelog and `plugin.py`). asyncio reads `slow_callback_duration` in debug mode
alone (`asyncio/base_events.py`), and then it logs.
"""

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

from backend_gates.model import Finding, Span
from backend_gates.tools.mypy.first_party import source_files

_RULE = "event-loop-blocked"
_VARIABLE = "PYTHONASYNCIODEBUG"
_WORTH_READING = re.compile(rf"event_loop|{_VARIABLE}|slow_callback_duration")
_OF_TESTS = re.compile(r"(^|/)(tests?/.*|test_[^/]*|[^/]*_test|conftest)\.py$")
_CONFIGURATIONS = ("pytest.toml", "pytest.ini", "pyproject.toml", "tox.ini", "setup.cfg")
_DEBUG_IS_ON = re.compile(
    r"set_debug\(|debug\s*=\s*True|asyncio_debug\s*=\s*\"?true", re.IGNORECASE
)
_NO_FIXTURE = (1, 0)
_OWN_DEBUG = (1, 2)
_INSTEAD = "delete it: this hook fails the tests that hold their loop"
_NO_FIXTURE_MESSAGE = f"pytest-asyncio ignores this fixture, and all that it sets up; {_INSTEAD}"
_VARIABLE_MESSAGE = (
    f"pytest-asyncio sets its loops' debug mode by its own asyncio_debug, and not by {_VARIABLE}; "
    f"{_INSTEAD}"
)
_DURATION_MESSAGE = f"nothing reads slow_callback_duration without debug mode; {_INSTEAD}"


def findings(root: Path, pytest_asyncio: str) -> Iterator[Finding]:
    """Find what has no effect under this version of pytest-asyncio, nothing when there is none."""
    version = tuple(int(each) for each in re.findall(r"\d+", pytest_asyncio)[:2])
    configurations = [root / name for name in _CONFIGURATIONS]
    debug = any(_DEBUG_IS_ON.search(_text(each)) for each in configurations)
    for file in source_files(root):
        if _OF_TESTS.search(file):
            yield from _in_module(root / file, version, debug=debug)
    if version >= _OWN_DEBUG:
        yield from (found for each in configurations for found in _in_configuration(each))


def _in_module(file: Path, version: tuple[int, ...], *, debug: bool) -> Iterator[Finding]:
    text = _text(file)
    if not _WORTH_READING.search(text):
        return
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return  # pytest says so
    debug = debug or bool(_DEBUG_IS_ON.search(text))
    for node in ast.walk(tree):
        if version >= _NO_FIXTURE and _is_loop_fixture(node):
            yield _at(file, text, node, _NO_FIXTURE_MESSAGE)
        elif version >= _OWN_DEBUG and _is_variable(node):
            yield _at(file, text, node, _VARIABLE_MESSAGE)
        elif version >= _OWN_DEBUG and not debug and _sets_slow_callback_duration(node):
            yield _at(file, text, node, _DURATION_MESSAGE)


def _in_configuration(file: Path) -> Iterator[Finding]:
    for number, line in enumerate(_text(file).splitlines(), 1):
        column = line.find(_VARIABLE) + 1
        if column and not line.lstrip().startswith(("#", ";")):
            span = Span(number, column, number, column + len(_VARIABLE))
            yield Finding(_shown(file), span, _RULE, _VARIABLE_MESSAGE)


def _is_loop_fixture(node: ast.AST) -> bool:
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    return any(_fixture_name(each, node.name) == "event_loop" for each in node.decorator_list)


def _fixture_name(decorator: ast.expr, function: str) -> str:
    """Return the name of the fixture that the decorator makes; empty when it makes none."""
    call = decorator if isinstance(decorator, ast.Call) else None
    if not ast.unparse(call.func if call else decorator).endswith("fixture"):
        return ""
    names = [each.value for each in call.keywords if each.arg == "name"] if call else []
    named = [each.value for each in names if isinstance(each, ast.Constant)]
    return str(named[0]) if named else function


def _is_variable(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and node.value == _VARIABLE


def _sets_slow_callback_duration(node: ast.AST) -> bool:
    targets = node.targets if isinstance(node, ast.Assign) else []
    return any(
        isinstance(each, ast.Attribute) and each.attr == "slow_callback_duration"
        for each in targets
    )


def _at(file: Path, text: str, node: ast.AST, message: str) -> Finding:
    """Return a finding on the node's first line."""
    number, offset = node.lineno, node.col_offset  # type: ignore[attr-defined]  # these have them
    line = text.splitlines()[number - 1]
    column = len(line.encode()[:offset].decode(errors="replace")) + 1
    return Finding(_shown(file), Span(number, column, number, len(line) + 1), _RULE, message)


def _shown(file: Path) -> str:
    return Path(os.path.relpath(file)).as_posix()


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig", "replace")
    except OSError:
        return ""
