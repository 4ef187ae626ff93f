"""A run in which nothing changed repeats what was said; whatever changed, it is looked at again."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from backend_gates import __main__ as program
from backend_gates.project.reading import cache_folder
from backend_gates.results.recording import Recording
from backend_gates.results.replay import replay

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import Gates

CHECK = "blocking-call-in-async"
HELPER = "import time\n\n\ndef pause() -> None:\n    time.sleep(1)\n"
CALLER = "from app.helper import pause\n\n\nasync def wait() -> None:\n    pause()\n"
WORDS = [CHECK, "--output-format=concise"]


def settle() -> None:
    """Wait until a change has another time than what was written before."""
    time.sleep(0.15)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


@pytest.fixture(params=["git", "no git"])
def service(request: pytest.FixtureRequest, project: Path) -> Path:
    if request.param == "git":
        subprocess.run(["git", "init", "-q"], check=True)
    write(project / ".gitignore", "generated/\n")
    write(project / "pyproject.toml", "[project]\n")
    write(project / "uv.lock", "")
    write(project / "app" / "__init__.py", "")
    write(project / "app" / "helper.py", HELPER)
    write(project / "app" / "caller.py", CALLER)
    (project / "empty" / "inner").mkdir(parents=True)
    cache_folder.make(project)
    settle()
    return project


@pytest.fixture
def warm(service: Path, gates: Gates) -> Path:
    """The service after a run."""
    assert 1 == gates(*WORDS).code
    assert 1 == replay(WORDS)
    settle()
    return service


def results(root: Path) -> list[Path]:
    return sorted((root / cache_folder.NAME).glob("result.*"))


def test_the_second_run_says_the_same_and_imports_next_to_nothing(service: Path) -> None:
    environ = {name: value for name, value in os.environ.items() if not name.startswith("COV")}

    def run(*words: str) -> tuple[int, bytes, set[str]]:
        command = [sys.executable, "-I", "-X", "importtime", "-m", "backend_gates", *words]
        done = subprocess.run(command, cwd=service, env=environ, capture_output=True, check=False)
        imports = done.stderr.decode().splitlines()
        return done.returncode, done.stdout, {line.rpartition("|")[2].strip() for line in imports}

    code, out, modules = run(*WORDS)
    assert (1, True) == (code, out.startswith(b"app/caller.py:5:5"))
    assert {"argparse", "msgspec", "backend_gates.checkers"} <= modules
    again = run(*WORDS)
    assert (code, out) == again[:2]
    heavy = {"argparse", "msgspec", "libcst", "pathlib", "typing", "subprocess", "hashlib"}
    assert set() == heavy & again[2]
    ours = {name for name in again[2] if name.startswith("backend_gates.")}
    assert {"backend_gates.results", "backend_gates.results.replay", "backend_gates.stamp"} == ours


def test_a_repeated_run_prints_the_same(
    warm: Path, gates: Gates, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    expected = gates(*WORDS)
    assert 1 == len(results(warm))
    capfdbinary.readouterr()
    assert expected.code == replay(WORDS)
    assert expected.out == capfdbinary.readouterr().out.decode()


CHANGES: dict[str, Callable[[Path], object]] = {
    "a helper": lambda root: write(root / "app" / "helper.py", "def pause() -> None: ..."),
    "a helper's time": lambda root: os.utime(root / "app" / "helper.py"),
    "a new module": lambda root: write(root / "app" / "new.py", ""),
    "a new package": lambda root: write(root / "lib" / "new.py", ""),
    "a module in an empty folder": lambda root: write(root / "empty" / "inner" / "new.py", ""),
    "a module less": lambda root: (root / "app" / "helper.py").unlink(),
    "a module by another name": lambda root: (root / "app" / "helper.py").rename("app/moved.py"),
    "the settings": lambda root: write(
        root / "pyproject.toml", "[tool.backend-gates]\nexclude=['app']\n"
    ),
    "no settings": lambda root: (root / "pyproject.toml").unlink(),
    "a lock": lambda root: write(root / "uv.lock", 'name = "pydantic"\nversion = "1.10.2"\n'),
    "a link": lambda root: (root / "app" / "link.py").symlink_to("helper.py"),
}
IN_GIT: dict[str, Callable[[Path], object]] = {
    "what git ignores": lambda root: write(root / ".gitignore", "generated/\nhelper.py\n"),
    "what git ignores in a folder": lambda root: write(root / "app" / ".gitignore", "helper.py"),
    "what git ignores here": lambda root: write(root / ".git" / "info" / "exclude", "helper.py"),
    "how git is set": lambda root: subprocess.run(
        ["git", "config", "core.excludesFile", "elsewhere"], cwd=root, check=True
    ),
    "what git tracks": lambda root: subprocess.run(["git", "add", "."], cwd=root, check=True),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_changed_is_looked_at(warm: Path, change: Callable[[Path], object]) -> None:
    change(warm)
    assert replay(WORDS) is None


@pytest.mark.parametrize("service", ["git"], indirect=True)
@pytest.mark.parametrize("change", IN_GIT.values(), ids=IN_GIT)
def test_what_changed_for_git_is_looked_at(warm: Path, change: Callable[[Path], object]) -> None:
    change(warm)
    assert replay(WORDS) is None


@pytest.mark.parametrize("service", ["git"], indirect=True)
def test_what_git_ignores_may_change(warm: Path, gates: Gates) -> None:
    write(warm / "generated" / "client" / "api.py", HELPER)
    settle()
    assert 1 == gates(*WORDS).code
    settle()
    write(warm / "generated" / "client" / "other.py", HELPER)
    assert 1 == replay(WORDS)


@pytest.mark.parametrize("service", ["git"], indirect=True)
def test_a_repository_in_the_project_is_not_looked_into(warm: Path, gates: Gates) -> None:
    subprocess.run(["git", "init", "-q", "vendor"], check=True)
    write(warm / "vendor" / "a" / "b.py", "")
    settle()
    assert 1 == gates(*WORDS).code
    assert 1 == replay(WORDS)


@pytest.mark.parametrize("service", ["no git"], indirect=True)
def test_an_environment_that_is_none_any_more_is_looked_at(warm: Path, gates: Gates) -> None:
    write(warm / "env" / "pyvenv.cfg", "")
    write(warm / "env" / "lib.py", "")
    settle()
    assert 1 == gates(*WORDS).code
    assert 1 == replay(WORDS)
    (warm / "env" / "pyvenv.cfg").unlink()
    assert replay(WORDS) is None


@pytest.mark.parametrize("service", ["no git"], indirect=True)
def test_a_repository_around_the_project_is_looked_at(warm: Path) -> None:
    write(warm / ".git" / "HEAD", "")
    assert replay(WORDS) is None


@pytest.mark.parametrize("service", ["git"], indirect=True)
def test_without_gits_word_nothing_is_remembered(service: Path, gates: Gates) -> None:
    write(service / ".git" / "HEAD", "")
    gates(*WORDS)
    assert [] == results(service)


def test_other_words_another_place_another_environment(
    warm: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert replay([*WORDS, "app"]) is None
    assert replay([CHECK]) is None
    assert replay(WORDS[::-1]) is None
    assert replay([*WORDS, "--no-cache"]) is None
    assert replay([]) is None
    monkeypatch.setenv("GIT_INDEX_FILE", "elsewhere")
    assert replay(WORDS) is None
    monkeypatch.delenv("GIT_INDEX_FILE")
    monkeypatch.chdir(warm / "app")
    assert replay(WORDS) is None


def test_from_a_folder_of_the_project(
    warm: Path, gates: Gates, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(warm / "app")
    words = [*WORDS, "caller.py", ".", "../app/helper.py"]
    assert 1 == gates(*words).code
    assert 1 == replay(words)
    write(warm / "lib" / "new.py", "")
    assert replay(words) is None


def test_settings_from_elsewhere(warm: Path, gates: Gates) -> None:
    write(warm / "gates.toml", "[tool.backend-gates]\n")
    settle()
    words = [*WORDS, "--config=gates.toml"]
    assert 1 == gates(*words).code
    assert 1 == replay(words)
    write(warm / "gates.toml", "[tool.backend-gates]\nexclude = ['app']\n")
    assert replay(words) is None


def test_a_file_outside_the_project_is_always_looked_at(
    warm: Path, gates: Gates, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = tmp_path_factory.mktemp("outside") / "main.py"
    write(outside, HELPER)
    settle()
    words = [*WORDS, str(outside)]
    assert 0 == gates(*words).code
    assert replay(words) is None
    assert 1 == len(results(warm))


@pytest.mark.parametrize(
    "words",
    [["--fix"], ["--diff"], ["--output-file=report.txt"], ["--no-cache"], ["missing.py"]],
    ids=lambda words: words[0],
)
def test_what_does_more_than_answer_is_done(service: Path, gates: Gates, words: list[str]) -> None:
    gates(*WORDS, *words)
    assert [] == results(service)


def test_what_changes_while_it_is_looked_at_is_looked_at_again(service: Path, gates: Gates) -> None:
    write(service / "app" / "late.py", "")
    gates(*WORDS)
    assert [] == results(service)


@pytest.mark.parametrize("other", [None, "new.py", "new"])
def test_the_run_that_makes_the_cache_is_remembered_if_it_alone_changed_the_folder(
    service: Path, other: str | None
) -> None:
    shutil.rmtree(service / cache_folder.NAME)
    settle()
    recording = Recording(service)
    recording.begin(service)
    if other is not None:
        write(service / other, "")
    settle()
    recording.save(WORDS, service, [], b"said", 1)
    assert (1 if other is None else None) == replay(WORDS)


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: data[:0],
    "cut": lambda data: data[:-1],
    "no numbers": lambda data: data.replace(b" ", b"\n"),
    "another bit": lambda data: data[:-2] + bytes([data[-2] ^ 1]) + data[-1:],
    "foreign": lambda data: b"SQLite format 3\0" + data,
}


@pytest.mark.parametrize("service", ["git"], indirect=True)
@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_result_is_none(warm: Path, damage: Callable[[bytes], bytes]) -> None:
    (file,) = results(warm)
    file.write_bytes(damage(file.read_bytes()))
    assert replay(WORDS) is None
    file.unlink()
    file.mkdir()
    assert replay(WORDS) is None


def test_results_are_bounded(warm: Path, gates: Gates) -> None:
    for number in range(20):
        gates(*WORDS, *["app"] * number)
    assert 16 == len(results(warm))


def test_the_program_asks_first_and_runs_then(
    service: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.setattr(sys, "argv", ["backend-gates", *WORDS])
    assert [1, 1] == [program.main(), program.main()]
    first, second = capfdbinary.readouterr().out.splitlines()
    assert first == second
    (service / "app" / "caller.py").unlink()
    assert 0 == program.main()


def test_a_closed_pipe_ends_a_warm_run_quietly(warm: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    command = [sys.executable, "-I", "-m", "backend_gates", *WORDS]
    done = subprocess.run(command, stdout=writing, stderr=-1, cwd=warm, check=False)
    os.close(writing)
    assert (2, b"") == (done.returncode, done.stderr)
