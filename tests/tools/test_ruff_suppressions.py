"""Which suppressions are called stale, with the real ruff."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from backend_gates.tools.ruff_suppressions import main

Build = Callable[[Mapping[str, str]], Path]
Said = pytest.CaptureFixture[str]

USED = """\
import os  # noqa: F401
import sys  # ruff: ignore[F401]
import pickle

value = 1  # type: ignore[assignment]
data = pickle.loads(b"")  # noqa: S301


def Load(user):  # noqa: N802
    print(user)  # noqa: T201
    return "LONG"  # noqa: E501
""".replace("LONG", "a line too long " * 6)


def found(capfd: Said, *arguments: str) -> list[str]:
    """Run the hook; return `file:line code details`."""
    main(["--output-format", "concise", "--quiet", *arguments])
    lines = capfd.readouterr().out.splitlines()
    plain = (
        re.sub(r"Unused (`noqa` directive|suppression) |\[\*\] |[()`]", "", line) for line in lines
    )
    return sorted(re.sub(r":(\d+):\d+: ", r":\1 ", line) for line in plain)


def test_a_suppression_whose_rule_reports_the_line_is_used(
    ruff_project: Build, capfd: Said
) -> None:
    ruff_project({"a.py": USED})
    assert found(capfd) == []
    ruff_project({"ruff.toml": 'lint.select = ["F"]\nlint.ignore = ["S", "N802"]\n'})
    assert found(capfd) == []


def test_stale_and_blanket_suppressions_are_found(ruff_project: Build, capfd: Said) -> None:
    ruff_project(
        {
            "a.py": "import os  # noqa\nx = 1  # noqa: S301, F401\ny = 2  # type: ignore\n"
            "z = 3  # ruff: ignore[E501]\nw = 4  # noqa\nimport sys  # noqa: F401, E501\n"
        }
    )
    assert found(capfd, "a.py") == [
        "a.py:1 PGH004 Use specific rule codes when using noqa",
        "a.py:2 RUF100 unused: S301, F401",
        "a.py:3 PGH003 Use specific rule codes when ignoring type issues",
        "a.py:4 RUF100 unused: E501",
        "a.py:5 PGH004 Use specific rule codes when using noqa",
        "a.py:5 RUF100 Unused blanket noqa directive",
        "a.py:6 RUF100 unused: E501",
    ]


def test_what_nobody_can_judge_is_left_alone(ruff_project: Build, capfd: Said) -> None:
    ruff_project(
        {
            "a.py": "x = 1  # noqa: E203\ny = 1  # noqa: WPS432\n"
            "z = 1  # noqa: V101\nv = 1  # noqa: N801\n",
            "ruff.toml": 'lint.external = ["V", "N"]\n',
        }
    )
    assert found(capfd) == []
    ruff_project({"ruff.toml": "preview = true\n"})
    assert [line.split()[0] for line in found(capfd)] == ["a.py:1", "a.py:4"]


def test_a_rule_that_ruff_removed_suppresses_nothing(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": "def f(self):  # noqa: ANN101\n    return self\n"})
    assert found(capfd) == ["a.py:1 RUF100 non-enabled: ANN101"]


def test_ignored_rules_of_the_hook_are_not_reported(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": "x = 1  # noqa\n", "ruff.toml": 'lint.ignore = ["RUF100"]\n'})
    assert [line.split()[1] for line in found(capfd)] == ["PGH004"]
    assert [line.split()[1] for line in found(capfd, "--mandatory", "RUF100")] == [
        "PGH004",
        "RUF100",
    ]


def test_fix_deletes_stale_ones_and_nothing_else(ruff_project: Build, capfd: Said) -> None:
    root = ruff_project({"a.py": "import os\n\nx = 1  # noqa: F401\n"})
    assert main(["--diff"]) == 1
    assert "-x = 1  # noqa: F401" in capfd.readouterr().out
    assert main(["--fix"]) == 0
    assert capfd.readouterr().out == "All checks passed!\n"
    assert (root / "a.py").read_text() == "import os\n\nx = 1\n"


def test_adding_suppressions_is_refused(ruff_project: Build, capfd: Said) -> None:
    root = ruff_project({"a.py": "import os\n"})
    assert main(["--add-noqa=later"]) == 2
    assert "adds no suppressions" in capfd.readouterr().err
    assert (root / "a.py").read_text() == "import os\n"


STALE = "import os\n\nx = 1  # noqa: F401\ny = 2  # noqa: F401\n"
COUNTS: Mapping[str, Callable[[str], int]] = {
    "azure": lambda text: text.count("code=RUF100;"),
    "concise": lambda text: text.count("RUF100 [*]"),
    "full": lambda text: text.count("RUF100 [*]"),
    "github": lambda text: text.count("(RUF100)"),
    "gitlab": lambda text: len({each["fingerprint"] for each in json.loads(text)}),
    "grouped": lambda text: text.count("RUF100"),
    "json": lambda text: len(json.loads(text)),
    "json-lines": lambda text: len([json.loads(line) for line in text.splitlines()]),
    "junit": lambda text: len(ET.fromstring(text).findall(".//failure")),  # noqa: S314  ours
    "pylint": lambda text: text.count("[RUF100]"),
    "rdjson": lambda text: len(json.loads(text)["diagnostics"]),
    "sarif": lambda text: sum(len(run["results"]) for run in json.loads(text)["runs"]),
}


@pytest.mark.parametrize("style", COUNTS)
def test_every_format_is_one_document_of_the_hooks_own_findings(
    ruff_project: Build, capfd: Said, style: str
) -> None:
    other = {"svc/ruff.toml": 'lint.select = ["D"]\n', "svc/b.py": STALE}
    root = ruff_project({"a.py": STALE, "clean.py": "x = 1\n", **other})
    assert main([f"--output-format={style}"]) == 1
    written = capfd.readouterr().out
    assert COUNTS[style](written) == 4
    assert "F401 [" not in written
    assert main([f"--output-format={style}", "--output-file", "report"]) == 1
    assert (root / "report").read_text(encoding="utf-8") == written
    assert main([f"--output-format={style}", "-q", "clean.py"]) == 0
    clean = capfd.readouterr().out
    assert not clean or COUNTS[style](clean) == 0


def test_statistics_count_the_hooks_own_findings(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": STALE})
    assert main(["--statistics"]) == 1
    assert capfd.readouterr().out == "2\tRUF100\t[*] unused-noqa\nFound 2 errors.\n"


def test_the_projects_format_holds(
    ruff_project: Build, capfd: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    ruff_project({"a.py": STALE, "ruff.toml": 'output-format = "pylint"\n'})
    assert main(["a.py"]) == 1
    assert capfd.readouterr().out.startswith("a.py:3: [RUF100] ")
    monkeypatch.setenv("RUFF_OUTPUT_FORMAT", "github")
    assert main(["a.py"]) == 1
    assert capfd.readouterr().out.startswith("::error ")


def test_an_output_file_that_cannot_be_written_is_told(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": STALE})
    assert main(["-o", "no/folder/report", "a.py"]) == 2
    assert capfd.readouterr().err == (
        "no/folder/report: No such file or directory; name another file for --output-file\n"
    )


def test_a_file_that_cannot_be_judged_is_told(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": "def f(:\n"})
    assert main(["a.py"]) == 1
    assert "invalid-syntax" in capfd.readouterr().out
    for style in ("full", "concise", "grouped"):
        assert main([f"--output-format={style}", "gone.py"]) == 1
        assert "No such file" in capfd.readouterr().out


def test_a_broken_configuration_is_told_once(ruff_project: Build, capfd: Said) -> None:
    ruff_project({"a.py": "x = 1\n", "ruff.toml": "nonsense = 1\n"})
    assert main(["a.py"]) == 2
    assert capfd.readouterr().err.count("unknown field") == 1


def test_help(capfd: Said) -> None:
    assert main(["-h"]) == 0
    assert "no longer suppress" in capfd.readouterr().out
