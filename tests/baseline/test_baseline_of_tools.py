"""One baseline for all: ruff's and mypy's findings are known by the same file."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.baseline.conftest import FILE, Service
from tests.conftest import Said

from backend_gates.baseline.wishes import Wish
from backend_gates.tools.ruff.arguments import Request
from backend_gates.tools.ruff.known import Answer, answered
from backend_gates.tools.ruff.output import combined

FORMATS = (
    *("full", "concise", "grouped", "json", "json-lines", "junit", "github"),
    *("gitlab", "pylint", "rdjson", "azure", "sarif"),
)
LEGACY = "import os\nimport sys\n\n\ndef first(items=[]):\n    return items\n"
NEW = "import re\n\nX = 1\n"


@pytest.fixture
def legacy(service: Service, monkeypatch: pytest.MonkeyPatch) -> Service:
    """A service in which ruff's findings are known."""
    monkeypatch.setenv("RUFF_NO_CACHE", "true")
    service.write("legacy.py", LEGACY)
    service.write("zoo.py", "import os\n")
    assert 0 == ruff(service, "--grow-baseline").code
    return service


def ruff(service: Service, *words: str, hook: str = "ruff-check") -> Said:
    return service.gates(hook, *words)


def test_ruffs_findings_are_known_by_their_rule(legacy: Service) -> None:
    known = {tuple(line.split()[1:3]) for line in legacy.known() if line.startswith("legacy")}
    assert {("ruff-check/B006", "first"), ("ruff-check/F401", "-")} <= known
    assert (0, "All checks passed!\n", "") == ruff(legacy)
    assert (0, "", "") == ruff(legacy, "--quiet")


@pytest.mark.parametrize("output_format", FORMATS)
def test_every_format_of_ruffs_holds_the_new_alone(legacy: Service, output_format: str) -> None:
    legacy.write("new.py", NEW)
    legacy.write("legacy.py", f"{LEGACY}\n\ndef second(items={{}}):\n    return items\n")
    said = ruff(legacy, "--output-format", output_format)
    assert 1 == said.code
    assert ["B006", "F401"] == [code for code in ("B006", "F401", "I001") if code in said.out]
    assert "new.py" in said.out
    assert "zoo.py" not in said.out
    assert "`sys`" not in said.out


def test_the_count_is_that_of_the_new(legacy: Service) -> None:
    legacy.write("new.py", NEW)
    assert ruff(legacy, "--output-format=full").out.endswith("Found 1 error.\n")


def test_an_empty_document_is_one(legacy: Service) -> None:
    assert (0, []) == (0, json.loads(ruff(legacy, "--output-format=json").out))
    sarif = json.loads(ruff(legacy, "--output-format=sarif").out)
    assert [([], [])] == [(run["results"], run["tool"]["driver"]["rules"]) for run in sarif["runs"]]


def test_files_under_two_configurations_share_the_baseline(legacy: Service) -> None:
    legacy.write("sub/ruff.toml", 'lint.select = ["N"]\n')
    legacy.write("sub/named.py", "def Named():\n    pass\n")
    assert "N802" in ruff(legacy).out
    assert 0 == ruff(legacy, "--grow-baseline").code
    assert (0, "") == ruff(legacy)[::2]
    legacy.write("sub/named.py", "def Renamed():\n    pass\n")
    said = ruff(legacy, "--output-format=concise")
    assert "sub/named.py:1:5: N802" in said.out
    assert 2 == said.out.count("\n")


def test_ruffs_fixes_mend_the_known_too(legacy: Service) -> None:
    said = ruff(legacy, "--fix", "legacy.py")
    assert (0, "All checks passed!\n") == said[:2]
    assert "legacy.py: F401" in said.err
    assert "import" not in (legacy.root / "legacy.py").read_text()
    assert 1 == ruff(legacy, "--strict-baseline", "legacy.py").code
    assert 0 == ruff(legacy, "--strict-baseline", "--exit-zero", "legacy.py").code
    assert 0 == ruff(legacy, "--strict-baseline", "zoo.py").code
    assert 0 == ruff(legacy, "--update-baseline").code
    assert (0, "") == ruff(legacy, "--strict-baseline")[::2]


def test_a_syntax_error_is_never_known(legacy: Service) -> None:
    before = legacy.known()
    legacy.write("legacy.py", "def (:\n")
    said = ruff(legacy, "--grow-baseline", "--output-format=concise")
    assert 1 == said.code
    assert "legacy.py:1:5: invalid-syntax" in said.out
    assert "is left as it is" in said.err
    assert before == legacy.known()


def test_notebooks_are_counted_by_the_rule(legacy: Service) -> None:
    def notebook(*cells: str) -> str:
        made = [
            {"cell_type": "code", "metadata": {}, "outputs": [], "source": cell} for cell in cells
        ]
        return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})

    legacy.write("work.ipynb", notebook("import os"))
    ruff(legacy, "--grow-baseline")
    legacy.write("work.ipynb", notebook("1", "import os"))
    assert 0 == ruff(legacy).code
    legacy.write("work.ipynb", notebook("import sys", "import os"))
    assert "Found 1 error." in ruff(legacy).out


def test_all_ruff_hooks_but_the_formatter_have_a_baseline(legacy: Service) -> None:
    legacy.write("zoo.py", "X = 1  # noqa: F401\nprint(X)\nassert X\n")
    for hook in ("ruff-suppressions", "ruff-logging", "ruff-security"):
        assert 1 == ruff(legacy, hook=hook).code
        assert 0 == ruff(legacy, "--grow-baseline", hook=hook).code
        assert (0, "All checks passed!\n", "") == ruff(legacy, hook=hook)
    said = ruff(legacy, "--update-baseline", hook="ruff-format")
    assert (2, "") == said[:2]
    assert "ruff-format: has no baseline" in said.err
    legacy.write("zoo.py", "X  = 1\n")
    assert 1 == ruff(legacy, "--check", hook="ruff-format").code


def test_what_tells_no_findings_compares_nothing(legacy: Service) -> None:
    assert "F401" in ruff(legacy, "--statistics").out
    assert "-import os" in ruff(legacy, "--diff").out
    said = ruff(legacy, "--diff", "--update-baseline")
    assert (2, "") == said[:2]
    assert "can't be updated" in said.err


def test_a_configuration_that_ruff_cannot_read_is_told(legacy: Service) -> None:
    before = legacy.known()
    legacy.write("ruff.toml", "lint.select = 3\n")
    said = ruff(legacy, "--update-baseline")
    assert 2 == said.code
    assert "ruff.toml" in said.err
    assert before == legacy.known()


def test_another_ruffs_output_is_refused(service: Service) -> None:
    """What a ruff that nobody pinned may write never passes for a clean run."""
    wish = Wish(service.root / FILE)
    with pytest.raises(ValueError, match="filename"):
        answered("ruff-check", wish, ['[{"code": "F401"}]'], Request(), bool)
    keep = Answer((("F401", True), ("B006", False)), fails=False).keep
    assert 1 == combined(["a.py:1:1: F401 x\na.py:2:2: B006 y\n"], "concise", keep()).findings
    for text in ("a.py:2:2: B006 y\n", "a.py:1:1: F401 x\n" * 2):
        with pytest.raises(ValueError, match=r"B006|F401"):
            combined([text], "concise", keep())


TYPED = "def name() -> int:\n    return 'x'\n\n\ndef size(of):\n    return 1\n"


@pytest.fixture
def typed(service: Service) -> Service:
    """A service whose type errors are known."""
    service.write("app/typed.py", TYPED)
    assert 1 == mypy(service).code
    assert 0 == mypy(service, "--grow-baseline").code
    return service


def mypy(service: Service, *words: str) -> Said:
    return service.gates("mypy-strict", "--isolated", "--output-format=concise", *words)


def test_mypys_findings_are_known_by_their_code(typed: Service) -> None:
    known = [line.split()[1:3] for line in typed.known() if line.startswith("app/typed")]
    assert [["mypy-strict/no-untyped-def", "size"], ["mypy-strict/return-value", "name"]] == known
    said = mypy(typed, "--strict-baseline")
    assert (0, "") == said[:2]


def test_a_new_type_error_is_reported_alone(typed: Service) -> None:
    typed.write("app/typed.py", f"import os\n\n{TYPED}\n\nX: int = os.sep\n")
    said = mypy(typed)
    assert 1 == said.code
    assert ["app/typed.py:11:10"] == [line.partition(": ")[0] for line in said.out.splitlines()]


def test_mended_types_shrink_the_baseline(typed: Service) -> None:
    typed.write("app/typed.py", TYPED.replace("'x'", "1"))
    assert "app/typed.py: return-value in name" in mypy(typed).err
    assert [1, 0] == [mypy(typed, word).code for word in ("--strict-baseline", "--exit-zero")]
    assert 0 == mypy(typed, "--update-baseline").code
    assert not [line for line in typed.known() if "return-value" in line]
    assert 0 == mypy(typed, "--strict-baseline").code


def test_mypy_knows_a_bad_baseline(typed: Service) -> None:
    (typed.root / FILE).write_text("<<<<<<< HEAD\n")
    said = mypy(typed)
    assert (2, "") == said[:2]
    assert f"/{FILE}:1: a merge conflict" in said.err


def test_no_type_error_is_mended_by_a_mypy_that_could_not_run(typed: Service) -> None:
    before = typed.known()
    typed.write("app/broken.py", "def (:\n")
    assert 2 == mypy(typed, "--update-baseline").code
    assert before == typed.known()


def test_hooks_that_run_at_once_keep_each_others_entries(service: Service) -> None:
    """Four ids, and several processes for one of them, as pre-commit starts them."""
    names = [f"part{number}.py" for number in range(6)]
    for name in names:
        service.write(name, "import os, time\nprint(eval('1'))\nasync def f():\n time.sleep(1)\n")
    hooks = ["ruff-check", "ruff-logging", "ruff-security"]
    runs = [[hook] for hook in hooks] + [["blocking-call-in-async", name] for name in names]
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    def at_once(option: str) -> list[int]:
        started = [
            subprocess.Popen(
                [sys.executable, "-I", "-m", "backend_gates", *run, option],
                cwd=service.root,
                env=environ,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            for run in runs
        ]
        return [each.wait() for each in started]

    assert {0} == set(at_once("--grow-baseline"))
    assert {0} == set(at_once("--strict-baseline"))
    for name in names:
        (service.root / name).write_text("")
    assert {0} == set(at_once("--update-baseline"))
    assert 4 == len([line for line in service.known() if "blocking" in line])
    assert not [line for line in service.known() if line.startswith("part")]
    assert {"known.txt"} == {path.name for path in Path().glob("known*")}
