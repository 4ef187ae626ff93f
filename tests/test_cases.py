"""Every case is real Python with the expectation on the line; one case feeds all tests here."""

import ast
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from backend_gates import checkers, cli, registry, settings
from backend_gates.model import Finding
from backend_gates.run import Run, Task, report
from expectations import read_expectations, read_options

CASES = Path(__file__).parent / "cases"

_EXPECTATION = re.compile(r"# (error|ok|missed): .*")


class Case(NamedTuple):
    check_id: str
    path: Path

    def __str__(self) -> str:
        return f"{self.check_id}-{self.path.stem}"


class Place(NamedTuple):
    path: str
    line: int


def all_cases() -> Iterator[Case]:
    for folder in sorted(CASES.iterdir()):
        for path in sorted(folder.iterdir()):
            if path.suffix == ".py" or path.is_dir():
                yield Case(folder.name.replace("_", "-"), path)


@pytest.fixture(params=all_cases(), ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    found: Case = request.param
    return found


@pytest.fixture
def project(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The case as a project of its own, with its options, as the working directory."""
    if case.path.is_dir():
        shutil.copytree(case.path, tmp_path, dirs_exist_ok=True)
    else:
        shutil.copy(case.path, tmp_path)
    options = "\n".join(read_options(file) for file in tmp_path.rglob("*.py"))
    table = f"[tool.backend-gates.{case.check_id}]\n{options}\n"
    (tmp_path / "pyproject.toml").write_text(table, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def python_files(project: Path) -> list[str]:
    return sorted(str(file.relative_to(project)) for file in project.rglob("*.py"))


def findings(case: Case, project: Path) -> tuple[Finding, ...]:
    checker = checkers.load(case.check_id)
    options = settings.options(settings.load(None, project), case.check_id, checker.options)
    task = Task(checker, options, frozenset(python_files(project)))
    found = report(Run((task,), project))
    assert () == found.failures
    return found.findings


def expected(project: Path) -> dict[Place, str]:
    """The text after `# error: <id>` by place."""
    return {
        Place(name, expectation.line): expectation.text
        for name in python_files(project)
        for expectation in read_expectations(project / name)
        if expectation.kind == "error"
    }


def test_every_case_expects_something(project: Path) -> None:
    files = [project / name for name in python_files(project)]
    assert any(read_expectations(file) for file in files)


def test_every_case_compiles(project: Path) -> None:
    for name in python_files(project):
        ast.parse((project / name).read_bytes(), name)


def test_findings_stand_where_they_are_expected(case: Case, project: Path) -> None:
    found = findings(case, project)
    wanted = expected(project)
    assert sorted(wanted) == sorted(Place(f.path, f.span.line) for f in found)
    for finding in found:
        rule, _, text = wanted[Place(finding.path, finding.span.line)].partition(" ")
        assert rule == finding.rule
        assert text in finding.message


def test_the_command_line_says_the_same(
    case: Case, project: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    code = cli.main([case.check_id, "--output-format=json", *python_files(project)])
    said = json.loads(capsysbinary.readouterr().out)
    found = findings(case, project)
    assert (1 if found else 0) == code
    assert [(f.rule, f.span.line, f.message) for f in found] == [
        (row["code"], row["location"]["row"], row["message"]) for row in said
    ]


def test_a_suppressed_finding_is_silent(case: Case, project: Path) -> None:
    for place in expected(project):
        file = project / place.path
        lines = file.read_text("utf-8").split("\n")
        pragma = f"# gates: ignore[{case.check_id}] known"
        lines[place.line - 1] = _EXPECTATION.sub(pragma, lines[place.line - 1])
        file.write_text("\n".join(lines), "utf-8")
    assert () == findings(case, project)


def test_fixed_files_stay_fixed(
    case: Case, project: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    fixable = [finding for finding in findings(case, project) if finding.fix]
    arguments = [case.check_id, "--fix", "--unsafe-fixes", *python_files(project)]
    cli.main(arguments)
    once = {name: (project / name).read_bytes() for name in python_files(project)}
    if fixable:
        assert b"Fixed" in capsysbinary.readouterr().out
    assert not any(finding.fix for finding in findings(case, project))
    cli.main(arguments)
    assert once == {name: (project / name).read_bytes() for name in python_files(project)}
    for name, data in once.items():
        ast.parse(data, name)


def test_every_check_has_cases_and_every_case_a_check() -> None:
    assert set(registry.checker_ids()) == {case.check_id for case in all_cases()}
