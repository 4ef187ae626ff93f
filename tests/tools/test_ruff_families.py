"""The gates that look at one family of rules, and the formatter, with the real ruff."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from backend_gates.model import Hook
from backend_gates.tools import ruff_check, ruff_format, ruff_logging, ruff_security
from backend_gates.tools import ruff_suppressions as suppressions

Build = Callable[[Mapping[str, str]], Path]
Said = pytest.CaptureFixture[str]

RISKY = """\
import pickle

import os
import random

password = "hunter2"


def load(data):
    assert data
    return pickle.loads(data), random.random()
"""


def lines(capfd: Said, main: Callable[[list[str]], int], *arguments: str) -> list[str]:
    """Run a hook and return `file:line:column: code` of what it reports."""
    main(["--output-format=concise", "--quiet", *arguments])
    return [" ".join(each.split()[:2]) for each in capfd.readouterr().out.splitlines()]


def test_security_reports_its_own_family_only(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": RISKY, "ruff.toml": 'lint.select = ["I", "F"]\n'})
    assert lines(capfd, ruff_security.main) == [
        "a.py:6:12: S105",
        "a.py:10:5: S101",
        "a.py:11:12: S301",
        "a.py:11:32: S311",
    ]


@pytest.mark.parametrize(
    "file", ["tests/a.py", "svc/tests/unit/a.py", "app/test_a.py", "a_test.py", "conftest.py"]
)
def test_tests_may_assert_and_make_up_passwords(
    ruff_project: Build, capfd: Said, file: str
) -> None:
    ruff_project({file: RISKY})
    assert lines(capfd, ruff_security.main, file) == [f"{file}:11:12: S301"]


def test_security_keeps_the_projects_exceptions(ruff_project: Build, capfd: Said) -> None:
    settings = 'lint.ignore = ["S311"]\n[lint.per-file-ignores]\n"app/*" = ["S101"]\n'
    ruff_project({"app/a.py": RISKY, "tests/a.py": RISKY, "ruff.toml": settings})
    assert lines(capfd, ruff_security.main) == [
        "app/a.py:6:12: S105",
        "app/a.py:11:12: S301",
        "tests/a.py:11:12: S301",
    ]
    assert "app/a.py:11:32: S311" in lines(capfd, ruff_security.main, "--mandatory=S311")


def test_choices_that_do_not_matter_do_not_split_a_run(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": RISKY, "svc/a.py": RISKY, "svc/ruff.toml": 'lint.ignore = ["B008"]\n'})
    assert ruff_security.main(["--statistics"]) == 1
    assert capfd.readouterr().out.count("S301") == 1


def test_logging_reports_its_own_families_only(ruff_project: Build, capfd: Said) -> None:
    text = """\
import os
import logging

logger = logging.getLogger(__file__)


def pay(order):
    logger.info(f"paid {order}")
    logger.info("paid %s", order)
    logger.warn("odd")
    print(order)
"""
    ruff_project({"a.py": text})
    assert lines(capfd, ruff_logging.main, "a.py") == [
        "a.py:4:28: LOG002",
        "a.py:8:17: G004",
        "a.py:10:12: G010",
        "a.py:11:5: T201",
    ]


def test_format_formats_with_the_projects_configuration(ruff_project: Build, capfd: Said) -> None:
    root = ruff_project(
        {
            "a.py": "x = 'a'\n",
            "svc/a.py": "x = 'a'\n",
            "svc/ruff.toml": "format.quote-style = 'single'\n",
        }
    )
    assert ruff_format.main(["--check"]) == 1
    assert "a.py" in capfd.readouterr().out
    assert (root / "a.py").read_text() == "x = 'a'\n"
    assert ruff_format.main(["a.py", "svc/a.py"]) == 0
    assert capfd.readouterr().out == "1 file reformatted, 1 file left unchanged\n"
    assert (root / "a.py").read_text() == 'x = "a"\n'
    assert (root / "svc/a.py").read_text() == "x = 'a'\n"
    assert ruff_format.main(["--check"]) == 0


def test_format_names_excluded_sources(ruff_project: Build, capfd: Said) -> None:
    settings = '[format]\nexclude = ["app/**"]\n'
    root = ruff_project({"app/a.py": "x = 'a'\n", "ruff.toml": settings})
    assert ruff_format.main(["app/a.py"]) == 0
    assert (root / "app/a.py").read_text() == "x = 'a'\n"
    assert capfd.readouterr().err.splitlines()[0] == (
        'ruff-format: ruff.toml: format.exclude "app/**" hides app from ruff'
    )


def test_format_errors_are_ruffs(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": "x =\n", "ruff.toml": "nonsense = 1\n"})
    assert ruff_format.main(["a.py"]) == 2
    assert "unknown field" in capfd.readouterr().err
    assert ruff_format.main(["--isolated", "a.py"]) == 2
    assert "Failed to parse" in capfd.readouterr().err


def test_format_help(capfd: Said) -> None:
    assert ruff_format.main(["--help"]) == 0
    assert "--check" in capfd.readouterr().out


@pytest.mark.parametrize(
    "main", [ruff_check.main, ruff_format.main, ruff_security.main, suppressions.main]
)
def test_a_missing_ruff_is_told_in_one_line(
    ruff_project: Build,
    capfd: Said,
    monkeypatch: pytest.MonkeyPatch,
    main: Callable[[list[str]], int],
) -> None:
    ruff_project({"a.py": "x = 1\n"})
    monkeypatch.setitem(sys.modules, "ruff", None)
    assert main(["a.py"]) == 2
    err = capfd.readouterr().err
    assert err.startswith("ruff could not be started: ")
    assert err.count("\n") == 1


@pytest.mark.parametrize("module", [ruff_check, ruff_format, ruff_logging, ruff_security])
def test_hooks_have_the_shape_of_ruffs_own(module: object) -> None:
    hook = getattr(module, "HOOK", None)
    assert isinstance(hook, Hook)
    assert hook.types_or == ("python", "pyi", "jupyter")
    assert hook.require_serial
    assert hook.pass_filenames


def test_a_users_python_path_does_not_matter(
    ruff_project: Build, capfd: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = ruff_project({"a.py": "import os\n", "json.py": "raise SystemExit(9)\n"})
    monkeypatch.setenv("PYTHONPATH", str(root))
    assert ruff_check.main(["a.py"]) == 1
    assert "F401" in capfd.readouterr().out


def test_a_ruff_that_writes_otherwise_is_not_believed(
    ruff_project: Build, capfd: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = "#!/bin/sh\ncase $1 in check) echo 'a.py has 1 problem'; exit 1;; esac\n"
    root = ruff_project({"a.py": "x = 1\n", "ruff": other})
    (root / "ruff").chmod(0o755)
    monkeypatch.setattr("ruff.find_ruff_bin", lambda: str(root / "ruff"))
    assert suppressions.main(["a.py"]) == 2
    assert "output has changed" in capfd.readouterr().err
