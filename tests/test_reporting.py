"""The report that a CI job asks for in the environment."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.conftest import Gates

ID = "blocking-call-in-async"
BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
FILE, FORMAT = "BACKEND_GATES_OUTPUT_FILE", "BACKEND_GATES_OUTPUT_FORMAT"


@pytest.fixture(autouse=True)
def service(project: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("first.py", "second.py"):
        (project / name).write_text(BLOCKING, "utf-8")
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return project


def ask(monkeypatch: pytest.MonkeyPatch, style: str, file: str = "") -> None:
    monkeypatch.setenv(FORMAT, style)
    monkeypatch.setenv(FILE, file)


def loaded(name: str) -> Any:  # noqa: ANN401  what JSON holds
    return json.loads(Path(name).read_bytes())


@pytest.mark.parametrize("hook_id", [ID, "ruff-check"])
def test_a_hook_prints_what_it_finds_and_writes_the_report(
    hook_id: str, gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(monkeypatch, "gitlab", "quality.json")
    said = gates(hook_id)
    assert said.code == 1
    assert f"first.py:5:5: {hook_id} " in said.out
    assert [each["location"]["path"] for each in loaded("quality.json")] == [
        "first.py",
        "second.py",
    ]


def test_a_clean_hook_writes_an_empty_report(gates: Gates, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, "gitlab", "quality.json")
    said = gates("query-in-loop")
    assert (said.code, said.out) == (0, "")
    assert loaded("quality.json") == []


def test_the_parts_of_a_long_list_are_one_report(
    gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(monkeypatch, "gitlab", "quality.json")
    gates(ID, "first.py")
    gates(ID, "second.py")
    gates(ID, "first.py")
    assert {"first.py", "second.py"} == {
        each["location"]["path"] for each in loaded("quality.json")
    }
    assert len(loaded("quality.json")) == 2
    ask(monkeypatch, "sarif", "gates.sarif")
    gates(ID, "first.py")
    gates(ID, "second.py")
    (run,) = loaded("gates.sarif")["runs"]
    assert len(run["results"]) == 2
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == [ID]


def test_on_github_the_lines_are_annotated(gates: Gates, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, "sarif", "gates.sarif")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert gates(ID).out.startswith(f"::error title=backend-gates ({ID}),")


def test_the_format_alone_is_the_format_of_what_is_printed(
    gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(monkeypatch, "github")
    assert gates(ID).out.startswith(f"::error title=backend-gates ({ID}),")
    assert gates(ID, "--output-format=concise").out.startswith("first.py:5:5: ")


def test_what_is_wrong_is_one_line(gates: Gates, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(monkeypatch, "xml")
    said = gates(ID)
    assert said.code == 2
    assert said.err.startswith(f"backend-gates: {FORMAT}: unknown format `xml`: one of concise, ")
    ask(monkeypatch, "gitlab", "no/such/folder.json")
    said = gates(ID)
    assert said.code == 2
    assert "no/such/folder.json: cannot be written: No such file or directory" in said.err
