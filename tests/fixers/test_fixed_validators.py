"""A validator that forgets to return gets its `return`, and nothing else changes."""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path
from textwrap import indent
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend_gates import checkers
from backend_gates.fixing import fix_files
from backend_gates.run import Run, Task, report
from backend_gates.syntax.source import split_lines

if TYPE_CHECKING:
    from types import ModuleType

    from tests.conftest import Gates

HEAD = """\
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, field_validator, model_validator


"""


def run_in(folder: Path) -> Run:
    """The check on one file."""
    checker = checkers.load("broken-validator")
    return Run((Task(checker, checker.options(), frozenset(["app.py"])),), folder)


def mended(text: str) -> str:
    """The text after its safe fixes; another run leaves it as it is."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "app.py"
        file.write_bytes(text.encode())
        run = run_in(Path(folder))
        assert () == fix_files(run, unsafe=False).report.failures
        once = file.read_bytes()
        compile(once, "app.py", "exec")
        assert 0 == fix_files(run, unsafe=False).mended
        assert once == file.read_bytes()
        return once.decode()


def model(validator: str) -> str:
    return f"{HEAD}class Order(BaseModel):\n    name: str\n\n{indent(validator, '    ')}"


def added(validator: str) -> list[str]:
    """The lines that the fix has brought, without their indentation."""
    before, after = split_lines(model(validator)), split_lines(mended(model(validator)))
    rest = iter(before)
    new = [line for line in after if line not in before]
    kept = [line for line in after if line not in new]
    assert all(any(line == other for other in rest) for line in kept)
    return [line.strip() for line in new]


FIELD = '@field_validator("name"{})\n@classmethod\ndef check(cls, value{}){}:\n{}'


def field(body: str, mode: str = "", annotation: str = "", returns: str = "") -> str:
    return FIELD.format(mode, annotation, returns, indent(body, "    "))


@pytest.mark.parametrize(
    "body",
    [
        'if not value:\n    raise ValueError("empty")',
        "value.strip()",
        "value = value.strip()",
        '"""Doc."""',
        "if value:\n    print(value)  # said",
        "for letter in value:\n    print(letter)",
        "try:\n    int(value)\nexcept ValueError as error:\n    raise ValueError('x') from error",
        "if value.isupper():\n    return value\nprint(value)",
    ],
)
@pytest.mark.parametrize("mode", ["", ', mode="before"', ', mode="after"'])
def test_the_value_is_returned(body: str, mode: str) -> None:
    assert ["return value"] == added(field(body, mode))


@pytest.mark.parametrize(
    "validator",
    [
        field("cleaned = value.strip()"),  # that was to be returned
        field("if value:\n    return value.lower()"),
        field("if not value:\n    return\nprint(value)"),
        field("print(value)", ', mode="wrap"'),
        field("print(value)", ', mode="plain"'),
        field("print(value)", annotation=", info"),
        field("print(value)", returns=" -> None"),
        '@field_validator("name")\n@classmethod\ndef check(cls, value): pass\n',
        '@model_validator(mode="wrap")\ndef check(cls, data, handler):\n    handler(data)\n',
        '@model_validator(mode="after")\ndef check(self):\n    return\n',
    ],
)
def test_what_is_not_certain_is_left(validator: str) -> None:
    assert [] == added(validator)


def test_the_model_is_returned() -> None:
    body = "def check(self) -> None:\n    total = len(self.name)\n    print(total)\n"
    total = f'@model_validator(mode="after")\n{body}'
    assert ['def check(self) -> "Order":', "return self"] == added(total)


def test_what_was_promised_is_mended_too() -> None:
    said = field("print(value)", annotation=": str | None", returns=" -> None")
    assert ["def check(cls, value: str | None) -> str | None:", "return value"] == added(said)


def test_a_function_that_is_handed_over() -> None:
    name = "Name = Annotated[str, AfterValidator(check)]\n"
    text = f"{HEAD}def check(value):\n    print(value)\n\n\n{name}"
    assert text.replace("(value)\n\n", "(value)\n    return value\n\n") == mended(text)


def test_one_in_another_file_is_left(project: Path, gates: Gates) -> None:
    (project / "checks.py").write_text("def check(value):\n    print(value)\n")
    text = f"{HEAD}from checks import check\n\nName = Annotated[str, AfterValidator(check)]\n"
    (project / "app.py").write_text(text)
    assert 1 == gates("broken-validator", "--fix", "app.py").code
    assert text == (project / "app.py").read_text()


def test_the_mended_model_works(project: Path) -> None:
    text = model(field("value.strip()")).replace(", Self", "")
    (project / "mended.py").write_text(mended(text))
    assert "ann" == loaded(project / "mended.py").Order(name="ann").name


def loaded(file: Path) -> Any:  # noqa: ANN401  a module made a moment ago
    spec = importlib.util.spec_from_file_location(file.stem, file)
    assert spec is not None
    assert spec.loader is not None
    module: ModuleType = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


STATEMENTS = st.sampled_from(
    [
        "value = value.strip()",
        "value.strip()  # trailing",
        "pass",
        'if not value: raise ValueError("empty")',
        "if value:\n    pass\nelse:\n    value = 'x'",
        "with value as given:\n    print(given)",
        "other = value",
        "return value",
        "return value.lower()",
        "return",
        "return None",
        "raise ValueError",
        "try:\n    int(value)\nexcept ValueError:\n    pass",
        "while value:\n    break",
        "match value:\n    case 'a':\n        value = 'b'",
        'print("""a\nb""")',
        "# a remark\nprint(value); print(1);",
        "def inner():\n    return 1",
        "global other",
        "x = [\n  value,\n]",
    ]
)
HEADINGS = st.sampled_from(
    [
        '@field_validator("name")\n@classmethod\ndef check(cls, value):',
        '@field_validator("name", mode="before")\ndef check(cls, value: str) -> None:',
        '@model_validator(mode="after")\ndef check(value):',
        '@model_validator(mode="after")\ndef check(value) -> None:',
        '@model_validator(mode="before")\n@classmethod\ndef check(cls, value):',
    ]
)


@given(
    HEADINGS,
    st.lists(STATEMENTS, min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["", "\n", "\n\n    # the end\n"]),
)
def test_nothing_else_changes(heading: str, body: list[str], newline: str, end: str) -> None:
    text = model(f"{heading}\n{indent(chr(10).join(body), '    ')}").rstrip("\n") + end
    text = text.replace("\n", newline)
    before, after = split_lines(text), split_lines(mended(text))
    new = [line for line in after if line not in before]
    assert {line.strip() for line in new} <= {
        "return value",
        'def check(value) -> "Order":',
        "def check(cls, value: str) -> str:",
    }
    allowed = len(before) + len([line for line in after if line.strip() == "return value"])
    assert len(before) <= len(after) <= min(len(before) + 1, allowed)


def test_the_fix_is_safe(project: Path) -> None:
    (project / "app.py").write_text(model(field("print(value)")))
    (found,) = report(run_in(project)).findings
    assert found.fix is not None
    assert found.fix.safe
