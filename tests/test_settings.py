import subprocess
import sys
from pathlib import Path
from typing import Annotated, NamedTuple

import pytest

from backend_gates.schema import SettingsError
from backend_gates.settings import Settings, excluded, ignored, load, options

FULL = """\
[tool.backend-gates]
exclude = ["migrations/", "*_pb2.py"]
src = ["src"]

[tool.backend-gates.per-file-ignores]
"scripts/**" = ["blocking-call-in-async"]

[tool.backend-gates.blocking-call-in-async]
most-steps = 3
"""


class Options(NamedTuple):
    """What a check declares."""

    most_steps: Annotated[int, "How many."] = 5


def _write(folder: Path, text: str | bytes, name: str = "pyproject.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def _refusal(folder: Path, text: str | bytes) -> str:
    file = _write(folder, text)
    with pytest.raises(SettingsError) as caught:
        load(None, folder)
    message = str(caught.value)
    assert "\n" not in message
    assert message.startswith(str(file))
    return message.removeprefix(str(file))


def test_everything_that_can_be_set(tmp_path: Path) -> None:
    file = _write(tmp_path, FULL)
    settings = load(None, tmp_path)
    assert settings == Settings(
        root=tmp_path,
        file=file,
        exclude=("migrations/", "*_pb2.py"),
        per_file_ignores={"scripts/**": ("blocking-call-in-async",)},
        src=("src",),
        checks={"blocking-call-in-async": {"most-steps": 3}},
    )
    assert options(settings, "blocking-call-in-async", Options) == Options(3)
    assert options(settings, "query-in-loop", Options) == Options(5)


def test_the_nearest_file_upwards_counts(tmp_path: Path) -> None:
    _write(tmp_path, '[tool.backend-gates]\nsrc = ["outer"]')
    file = _write(tmp_path / "service", '[tool.backend-gates]\nsrc = ["inner"]')
    deep = tmp_path / "service" / "app" / "api"
    deep.mkdir(parents=True)
    settings = load(None, deep)
    assert (settings.root, settings.file, settings.src) == (file.parent, file, ("inner",))


def test_the_search_ends_at_the_repository(tmp_path: Path) -> None:
    _write(tmp_path, FULL)
    repository = tmp_path / "repository"
    (repository / ".git").mkdir(parents=True)
    (repository / "app").mkdir()
    assert load(None, repository / "app") == Settings(repository)


def test_without_file_and_repository_the_working_directory_is_the_root(tmp_path: Path) -> None:
    assert not [p for p in tmp_path.parents if (p / ".git").exists()]
    assert load(None, tmp_path) == Settings(tmp_path)


def test_a_named_file_wins(tmp_path: Path) -> None:
    _write(tmp_path, FULL)
    file = _write(tmp_path / "config", '[tool.backend-gates]\nsrc = ["lib"]', "gates.toml")
    settings = load(Path("config/gates.toml"), tmp_path)
    assert (settings.root, settings.file, settings.src) == (tmp_path, file, ("lib",))
    other = _write(tmp_path / "other", FULL)
    assert load(other, tmp_path).root == other.parent


def test_a_named_file_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="can't read the settings: No such file"):
        load(Path("gone.toml"), tmp_path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[project]\nname = 'x'\n",
        "this is no TOML, but not ours either",
        "# backend-gates is only talked of",
        "[tool.ruff]\nexclude = ['backend-gates']",
    ],
)
def test_a_file_without_our_table_sets_nothing(tmp_path: Path, text: str) -> None:
    file = _write(tmp_path, text)
    assert load(None, tmp_path) == Settings(tmp_path, file)


def test_byte_order_mark_and_windows_line_ends_are_fine(tmp_path: Path) -> None:
    _write(tmp_path, b"\xef\xbb\xbf" + FULL.replace("\n", "\r\n").encode())
    assert load(None, tmp_path).src == ("src",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[tool.backend-gates]\nsrc = [", ":2:8: invalid TOML: Invalid value"),
        (b"[tool.backend-gates]\n# caf\xe9\n", ":2:6: not UTF-8, as TOML has to be"),
        (
            "[tool.backend-gates]\nsrc = " + "[" * 5000,
            ": invalid TOML: nested too deeply",
        ),
        ("tool = 'backend-gates'", ": 'tool' must be a table"),
        ("[tool]\nbackend-gates = 1", ": 'backend-gates' must be a table"),
        (
            "[tool.backend-gates]\nexlude = []",
            ": [tool.backend-gates]: unknown key 'exlude': did you mean 'exclude'?",
        ),
        (
            "[tool.backend-gates]\nper_file_ignores = 3",
            (
                ": [tool.backend-gates]: unknown key 'per_file_ignores': "
                "did you mean 'per-file-ignores'?"
            ),
        ),
        (
            "[tool.backend-gates]\nsrc = 'src'",
            ": [tool.backend-gates]: 'src' must be an array of strings",
        ),
        (
            "[tool.backend-gates.per-file-ignores]\na = 'b'",
            ": [tool.backend-gates]: 'per-file-ignores' must be a table of arrays of strings",
        ),
        (
            "[tool.backend-gates]\nper-file-ignores = []",
            ": [tool.backend-gates]: 'per-file-ignores' must be a table of arrays of strings",
        ),
        (
            "[tool.backend-gates.per-file-ignores]\na = ['blocking-call-in-asyn']",
            (
                ": [tool.backend-gates]: 'per-file-ignores': unknown id 'blocking-call-in-asyn': "
                "did you mean 'blocking-call-in-async'?"
            ),
        ),
        (
            "[tool.backend-gates.blocking-call-in-asink]\na = 1",
            (
                ": [tool.backend-gates]: unknown table 'blocking-call-in-asink': "
                "did you mean 'blocking-call-in-async'?"
            ),
        ),
        (
            "[tool.backend-gates]\nblocking-call-in-async = true",
            ": [tool.backend-gates]: 'blocking-call-in-async' must be a table",
        ),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str | bytes, message: str) -> None:
    assert _refusal(tmp_path, text) == message


def test_a_wrong_key_of_a_check_is_named(tmp_path: Path) -> None:
    file = _write(tmp_path, "[tool.backend-gates.blocking-call-in-async]\nmost-step = 1")
    with pytest.raises(SettingsError) as caught:
        options(load(None, tmp_path), "blocking-call-in-async", Options)
    assert str(caught.value) == (
        f"{file}: [tool.backend-gates.blocking-call-in-async]: unknown key 'most-step': "
        "did you mean 'most-steps'?"
    )


@pytest.mark.parametrize(
    ("path", "is_excluded", "is_ignored"),
    [
        ("app/main.py", False, False),
        ("migrations/0001.py", True, True),
        ("app/migrations/0001.py", True, True),
        ("app/orders_pb2.py", True, True),
        ("scripts/load.py", False, True),
        ("app/scripts/load.py", False, False),
        ("../scripts/load.py", False, False),
    ],
)
def test_patterns_are_those_of_gitignore(
    path: str,
    *,
    is_excluded: bool,
    is_ignored: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _write(tmp_path, FULL)
    monkeypatch.chdir(tmp_path)
    settings = load(None, tmp_path)
    assert excluded(settings, path) is is_excluded
    assert ignored(settings, path, "blocking-call-in-async") is is_ignored
    assert ignored(settings, path, "query-in-loop") is is_excluded


def test_patterns_start_at_the_root_wherever_the_hook_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, '[tool.backend-gates]\nexclude = ["/app/legacy/"]')
    folder = tmp_path / "app"
    folder.mkdir()
    monkeypatch.chdir(folder)
    settings = load(None, folder)
    assert excluded(settings, "legacy/old.py")
    assert excluded(settings, str(folder / "legacy" / "old.py"))
    assert not excluded(settings, "new.py")


def test_a_broken_pattern_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    file = _write(tmp_path, '[tool.backend-gates]\nexclude = ["!"]')
    with pytest.raises(SettingsError) as caught:
        excluded(load(None, tmp_path), "a.py")
    assert str(caught.value) == f"{file}: [tool.backend-gates]: Invalid git pattern: '!'"


def test_a_project_that_sets_nothing_pays_for_nothing(tmp_path: Path) -> None:
    _write(tmp_path, "[project]\nname = 'x'\n")
    code = (
        "import sys, pathlib\n"
        "from backend_gates import settings\n"
        "own = settings.load(None, pathlib.Path.cwd())\n"
        "assert not settings.ignored(own, 'a.py', 'query-in-loop')\n"
        "print(*sys.modules)\n"
    )
    command = [sys.executable, "-I", "-c", code]
    answer = subprocess.run(
        command, cwd=tmp_path, env={}, capture_output=True, text=True, check=True
    )
    modules = set(answer.stdout.split())
    assert "backend_gates.settings" in modules
    assert not modules & {
        "backend_gates.registry",
        "dataclasses",
        "difflib",
        "inspect",
        "pathspec",
        "tomli",
    }
