from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend_gates import registry

BLOCKING = "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n"
if TYPE_CHECKING:
    from tests.conftest import Gates

CHECK = "blocking-call-in-async"


def test_list_names_every_hook_with_what_it_catches(gates: Gates) -> None:
    said = gates("list")
    assert 0 == said.code
    assert sorted(registry.ids()) == sorted(line.split(": ")[0] for line in said.out.splitlines())


def test_explain_prints_why_and_what_to_do_instead(gates: Gates) -> None:
    said = gates("explain", CHECK)
    assert 0 == said.code
    assert "## Why" in said.out
    assert "## Instead" in said.out


def test_version(gates: Gates) -> None:
    assert "backend-gates 0.1.0\n" == gates("--version").out


def test_without_arguments_the_usage_is_shown_and_nothing_was_run(gates: Gates) -> None:
    assert 2 == gates().code
    assert 0 == gates("--help").code


def test_an_unknown_id_names_the_nearest(gates: Gates) -> None:
    said = gates("blocking-call-in-asink", "x.py")
    assert 2 == said.code
    assert "did you mean 'blocking-call-in-async'" in said.err


def test_an_unknown_option_is_refused(gates: Gates) -> None:
    assert 2 == gates(CHECK, "--outputformat=json").code


def test_exit_codes(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    (project / "good.py").write_text("x = 1\n")
    assert 0 == gates(CHECK, "good.py").code
    assert 1 == gates(CHECK, "bad.py").code
    assert 0 == gates(CHECK, "--exit-zero", "bad.py").code
    assert 2 == gates(CHECK, "--exit-zero", "missing.py").code


def test_without_file_names_the_whole_project_is_looked_at_but_for_tests(
    gates: Gates, project: Path
) -> None:
    (project / "app").mkdir()
    (project / "app" / "main.py").write_text(BLOCKING)
    (project / "tests").mkdir()
    (project / "tests" / "test_main.py").write_text(BLOCKING)
    (project / ".venv").mkdir()
    (project / ".venv" / "library.py").write_text(BLOCKING)
    said = gates(CHECK, "--output-format=concise")
    assert ["app/main.py"] == [line.split(":")[0] for line in said.out.splitlines()]


def test_in_a_repository_git_says_which_files_there_are(gates: Gates, project: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    (project / ".gitignore").write_text("generated/\n")
    for folder in ("generated", "app"):
        (project / folder).mkdir()
        (project / folder / "main.py").write_text(BLOCKING)
    said = gates(CHECK, "--output-format=concise")
    assert ["app/main.py"] == [line.split(":")[0] for line in said.out.splitlines()]


def test_paths_are_shown_from_the_working_directory(
    gates: Gates, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    (project / "service").mkdir()
    (project / "service" / "main.py").write_text(BLOCKING)
    (project / "elsewhere.py").write_text(BLOCKING)
    monkeypatch.chdir(project / "service")
    said = gates(CHECK, "--output-format=concise", "main.py", "../elsewhere.py", "../missing.py")
    paths = [line.split(":")[0] for line in said.out.splitlines()]
    assert ["../elsewhere.py", "main.py", "../missing.py"] == paths


def test_a_file_that_cannot_be_read_hides_nothing(gates: Gates, project: Path) -> None:
    (project / "a.py").write_text("async def f(:\n")
    (project / "b.py").write_bytes(b"async def f(): x = '\xff'\n")
    (project / "c.py").write_text(BLOCKING)
    said = gates(CHECK, "--output-format=concise", "a.py", "b.py", "c.py", "d.py")
    assert 2 == said.code
    found, *failures = said.out.splitlines()
    assert found.startswith("c.py:5:5: blocking-call-in-async ")
    assert [line[:4] for line in sorted(failures)] == ["a.py", "b.py", "d.py"]
    assert any("syntax error" in line for line in failures)
    assert any("save the file as UTF-8" in line for line in failures)


def test_the_report_goes_to_a_file_and_the_text_to_the_terminal(
    gates: Gates, project: Path
) -> None:
    (project / "bad.py").write_text(BLOCKING)
    said = gates(CHECK, "--output-format=json", "--output-file=report.json", "bad.py")
    assert "bad.py:5:5" in said.out
    assert '"code": "blocking-call-in-async"' in (project / "report.json").read_text()


def test_a_report_that_cannot_be_written_is_one_line(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    said = gates(CHECK, "--output-file=missing/report.json", "bad.py")
    assert 2 == said.code
    assert 1 == len(said.err.splitlines())
    assert "missing/report.json: cannot be written" in said.err


def test_settings_choose_categories_files_and_ids(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    settings = project / "pyproject.toml"
    settings.write_text(f'[tool.backend-gates.{CHECK}]\ncategories = ["all", "-sleep"]\n')
    assert 0 == gates(CHECK, "bad.py").code
    settings.write_text('[tool.backend-gates]\nexclude = ["bad.py"]\n')
    assert 0 == gates(CHECK, "bad.py").code
    settings.write_text(f'[tool.backend-gates.per-file-ignores]\n"b*.py" = ["{CHECK}"]\n')
    assert 0 == gates(CHECK, "bad.py").code
    settings.write_text(f'[tool.backend-gates.{CHECK}]\ncategory = ["all"]\n')
    said = gates(CHECK, "bad.py")
    assert 2 == said.code
    assert "unknown key 'category': did you mean 'categories'?" in said.err


def test_other_settings_by_config(gates: Gates, project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    (project / "other.toml").write_text('[tool.backend-gates]\nexclude = ["bad.py"]\n')
    assert 0 == gates(CHECK, "--config=other.toml", "bad.py").code


def test_source_roots_from_the_settings(gates: Gates, project: Path) -> None:
    source = project / "code" / "lib"
    (source / "clients").mkdir(parents=True)
    (source / "clients" / "__init__.py").write_text(
        "import requests\nsession = requests.Session()\n"
    )
    (project / "main.py").write_text(
        "from clients import session\n\n\nasync def f(): session.get('x')\n"
    )
    assert 0 == gates(CHECK, "main.py").code
    (project / "pyproject.toml").write_text('[tool.backend-gates]\nsrc = ["code/lib"]\n')
    assert 1 == gates(CHECK, "main.py").code


def test_all_paths_are_told_from_the_working_directory(
    gates: Gates, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    service = project / "service"
    service.mkdir()
    (project / ".git").mkdir()
    (service / "work.py").write_text("import time\n\n\ndef work(): time.sleep(1)\n")
    (service / "app.py").write_text("from work import work\n\n\nasync def f(): work()\n")
    monkeypatch.chdir(service)
    said = gates(CHECK, "--output-format=concise", "app.py")
    assert said.out.startswith("app.py:4:16: ")
    assert "it leads to time.sleep (work.py:4), which" in said.out


def test_a_defect_of_our_own_is_one_line(gates: Gates, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: str) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(registry, "module_of", broken)
    said = gates(CHECK, "x.py")
    assert 2 == said.code
    assert 1 == len(said.err.splitlines())
    assert "internal error" in said.err
    monkeypatch.setenv("BACKEND_GATES_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        gates(CHECK, "x.py")


def test_an_interrupt_is_one_line(gates: Gates, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(registry, "module_of", interrupted)
    assert "backend-gates: interrupted\n" == gates("explain", CHECK).err


def test_a_closed_pipe_is_silent(project: Path) -> None:
    calls = "    requests.get('https://example.org')\n" * 1000
    (project / "bad.py").write_text(f"import requests\n\n\nasync def f():\n{calls}")
    command = [sys.executable, "-I", "-m", "backend_gates", CHECK, "bad.py"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert b"" == process.stderr.read()
    assert 2 == process.returncode


def test_output_is_utf8_whatever_the_locale(project: Path) -> None:
    (project / "bäd.py").write_text(BLOCKING)
    command = [sys.executable, "-I", "-m", "backend_gates", CHECK, "bäd.py"]
    environment = {"PATH": os.environ["PATH"], "LC_ALL": "C"}
    result = subprocess.run(command, capture_output=True, env=environment, check=False)
    assert "bäd.py:5:5" in result.stdout.decode()


def test_a_folder_stands_for_the_files_in_it(gates: Gates, project: Path) -> None:
    (project / "app").mkdir()
    (project / "app" / "main.py").write_text(BLOCKING)
    for name in ("app", "app/", "."):
        assert "app/main.py:5:5" in gates(CHECK, "--output-format=concise", name).out


def test_null_bytes_are_refused(gates: Gates, project: Path) -> None:
    (project / "app.py").write_bytes(b"async def f(): x = 1\0\n")
    assert 2 == gates(CHECK, "app.py").code


def test_a_full_disk_is_one_line(project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    command = [sys.executable, "-I", "-m", "backend_gates", CHECK, "bad.py"]
    with Path("/dev/full").open("wb") as full:
        result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert 2 == result.returncode
    assert b"backend-gates: cannot go on: No space left on device\n" == result.stderr


def test_a_closed_output_is_one_line(project: Path) -> None:
    (project / "bad.py").write_text(BLOCKING)
    command = f"{sys.executable} -I -m backend_gates {CHECK} bad.py >&-"
    result = subprocess.run(["sh", "-c", command], stderr=subprocess.PIPE, check=False)
    assert (2, b"backend-gates: standard output is closed\n") == (result.returncode, result.stderr)
