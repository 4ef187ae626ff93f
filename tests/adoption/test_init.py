"""`init` on projects of different kinds, with the real pre-commit and prek reading the result."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from backend_gates import __version__, registry

if TYPE_CHECKING:
    from tests.conftest import Gates

CONFIG = ".pre-commit-config.yaml"
SERVICE = Path(__file__).parents[2] / "examples" / "service"
VALIDATORS = (
    (sys.executable, "-I", "-m", "pre_commit", "validate-config"),
    (str(Path(sys.executable).with_name("prek")), "validate-config"),
)


@pytest.fixture
def repository(project: Path) -> Path:
    subprocess.run(["git", "init", "-q"], check=True)
    return project


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")


def ids(root: Path) -> set[str]:
    *_, ours = yaml.safe_load((root / CONFIG).read_text("utf-8"))["repos"]
    assert ("https://github.com/backend-gates/backend-gates", f"v{__version__}") == (
        ours["repo"],
        ours["rev"],
    )
    return {hook["id"] for hook in ours["hooks"]}


def test_a_service_gets_what_suits_it_and_is_told_why(gates: Gates, repository: Path) -> None:
    shutil.copytree(SERVICE, repository, dirs_exist_ok=True)
    (repository / CONFIG).unlink(missing_ok=True)
    said = gates("init")
    assert 0 == said.code
    chosen = ids(repository)
    assert {"blocking-call-in-async", "business-logic-in-route-handler", "ruff-security"} <= chosen
    told = {line[2:].split(":")[0] for line in said.out.splitlines() if line[:2] in {"+ ", "- "}}
    assert set(registry.ids()) == told
    left_out = {line[2:].split(":")[0] for line in said.out.splitlines() if line[:2] == "- "}
    assert chosen == told - left_out
    for command in VALIDATORS:
        subprocess.run([*command, CONFIG], check=True, capture_output=True)


def test_a_second_time_there_is_nothing_to_do(gates: Gates, repository: Path) -> None:
    write(repository, {"app.py": "import fastapi\n"})
    gates("init")
    before = (repository / CONFIG).read_bytes()
    said = gates("init")
    assert (0, f"{CONFIG} has hooks of backend-gates: nothing to do\n") == (said.code, said.out)
    assert before == (repository / CONFIG).read_bytes()


def test_a_dry_run_shows_the_change_and_makes_none(gates: Gates, repository: Path) -> None:
    write(repository, {"app.py": "import fastapi\n"})
    said = gates("init", "--dry-run")
    assert f"+++ b/{CONFIG}\n" in said.out
    assert "+      - id: ruff-check\n" in said.out
    assert not (repository / CONFIG).exists()
    text = "# ours\nrepos:\n- repo: local\n  hooks: []\n"
    write(repository, {CONFIG: text})
    shown = gates("init", "--dry-run").out.partition("--- a/")[2]
    assert not any(line.startswith("-") for line in shown.splitlines()[1:])
    assert text == (repository / CONFIG).read_text()


def test_only_the_configuration_is_written_and_only_added_to(
    gates: Gates, repository: Path
) -> None:
    text = "# ours\nrepos:\n- repo: local # here\n  hooks:\n  - id: x\n    name: 'x'\n"
    write(repository, {"app.py": "import flask\n", "pyproject.toml": "# a\n", CONFIG: text})
    subprocess.run(["git", "add", "."], check=True)
    gates("init")
    command = ["git", "ls-files", "--modified", "--others"]
    changed = subprocess.run(command, check=True, capture_output=True).stdout
    assert f"{CONFIG}\n" == changed.decode()
    assert (repository / CONFIG).read_text().startswith(text)


def test_it_is_the_repository_that_is_set_up(
    gates: Gates, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(repository, {"service/app.py": "import fastapi\n"})
    monkeypatch.chdir(repository / "service")
    assert 0 == gates("init").code
    assert "untyped-route-contract" in ids(repository)


HANDLERS = {"business-logic-in-route-handler", "error-returned-as-success"}
KINDS: dict[str, tuple[dict[str, str], set[str], set[str]]] = {
    "no service": ({"tool.py": "print(1)\n"}, {"ruff-check"}, {"ruff-logging", *HANDLERS}),
    "declared": (
        {
            "app.py": "",
            "pyproject.toml": '[project]\ndependencies = ["Fast_API[all]>=1", "fastapi"]\n',
        },
        {"ruff-logging", *HANDLERS},
        {"mypy-strict", "blocking-call-in-async"},
    ),
    "poetry": (
        {
            "app.py": "",
            "pyproject.toml": '[tool.poetry.dependencies]\ndjango = "^5"\n'
            '[tool.poetry.group.dev.dependencies]\nmypy = "*"\n[tool.poetry.group.x]\n',
        },
        {"mypy-strict", *HANDLERS},
        {"event-loop-blocked"},
    ),
    "requirements": (
        {"app.py": "", "requirements/base.in": "# web\n-r other.in\nLitestar==2  # x\n"},
        HANDLERS,
        {"ruff-format"},
    ),
    "groups": (
        {
            "app.py": "async def f(): ...\n",
            "pyproject.toml": "[dependency-groups]\ndev = ['pytest-asyncio', {include-group='a'}]\n"
            "[project]\nrequires-python = '>=3.11'\n[tool.ruff]\n",
        },
        {"event-loop-blocked", "blocking-call-in-async", "ruff-format"},
        {"mypy-strict"},
    ),
    "aiohttp on both ends": ({"app.py": "from aiohttp import web, hdrs\n"}, HANDLERS, set()),
    "an aiohttp client": ({"app.py": "import aiohttp\n"}, set(), HANDLERS),
    "settings of tools": (
        {
            "app.py": "",
            "ruff.toml": "",
            "setup.cfg": "[mypy]\n",
            "sub/pyproject.toml": "[tool.black]\n",
        },
        {"mypy-strict"},
        {"ruff-format"},
    ),
    "hooks of others": (
        {
            "app.py": "import fastapi, mypy\n",
            CONFIG: "repos:\n- repo: r\n  hooks:\n  - id: ruff\n  - id: black\n  - id: mypy\n",
        },
        {"ruff-security", "ruff-suppressions", *HANDLERS},
        {"ruff-check", "ruff-format", "mypy-strict"},
    ),
    "settings that cannot be read": (
        {
            "app.py": "import flask",
            "pyproject.toml": "[tool",
            "sub/pyproject.toml": "tool = 1\nproject=[]",
        },
        HANDLERS,
        {"mypy-strict"},
    ),
}


@pytest.mark.parametrize(("files", "wanted", "unwanted"), KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("in_git", [True, False], ids=["git", "no git"])
def test_what_is_used_decides(  # noqa: PLR0913  what a project has, and what comes of it
    gates: Gates,
    project: Path,
    files: dict[str, str],
    wanted: set[str],
    unwanted: set[str],
    *,
    in_git: bool,
) -> None:
    if in_git:
        subprocess.run(["git", "init", "-q"], check=True)
    elif any("/" in name for name in files):
        pytest.skip("without git only the top is looked at")
    write(project, files)
    said = gates("init")
    assert 0 == said.code, said.err
    chosen = ids(project)
    assert wanted <= chosen
    assert not unwanted & chosen


def test_the_python_and_the_frameworks_are_told(gates: Gates, repository: Path) -> None:
    files = {
        "app.py": "import starlette\n",
        "pyproject.toml": '[project]\nrequires-python = ">=3.11"\ndependencies = ["fastapi"]\n',
    }
    write(repository, files)
    first = gates("init").out.splitlines()[0]
    assert (
        "looked at 1 Python files: FastAPI (pyproject.toml), Starlette (app.py), Python >=3.11"
        == first
    )


def test_each_project_of_a_repository_is_checked_with_its_own_packages(
    gates: Gates, repository: Path
) -> None:
    for name in ("orders", "users"):
        write(repository, {f"{name}/pyproject.toml": "[tool.mypy]\n", f"{name}/app.py": ""})
    gates("init")
    (ours,) = yaml.safe_load((repository / CONFIG).read_text())["repos"]
    (mypy,) = [hook for hook in ours["hooks"] if hook["id"] == "mypy-strict"]
    assert ["--project=orders", "--project=users"] == mypy["args"]


def test_tests_of_coroutines_need_one_more_step(gates: Gates, repository: Path) -> None:
    write(repository, {"app.py": "import anyio\n"})
    assert "pre-commit install --hook-type pre-push" in gates("init").out


def test_without_python_there_is_nothing_to_do(gates: Gates, repository: Path) -> None:
    assert "there are no Python files: nothing to do\n" == gates("init").out
    assert not (repository / CONFIG).exists()


REFUSED: dict[str, tuple[bytes, str]] = {
    "no YAML": (b"repos: [\n", f"{CONFIG}:2:1: invalid YAML: "),
    "no text": (b"\xff\xfe", f"{CONFIG}: not UTF-8"),
}


@pytest.mark.parametrize(("content", "told"), REFUSED.values(), ids=REFUSED)
def test_a_bad_configuration_is_one_line(
    gates: Gates, repository: Path, content: bytes, told: str
) -> None:
    write(repository, {"app.py": ""})
    (repository / CONFIG).write_bytes(content)
    said = gates("init")
    assert (2, "") == (said.code, said.out)
    assert said.err.startswith(f"backend-gates: {told}")
    assert 1 == said.err.count("\n")
    assert content == (repository / CONFIG).read_bytes()


def test_a_configuration_that_is_no_file_is_one_line(gates: Gates, repository: Path) -> None:
    write(repository, {"app.py": ""})
    (repository / CONFIG).mkdir()
    said = gates("init")
    assert (2, f"backend-gates: {CONFIG}: cannot be read: Is a directory\n") == (
        said.code,
        said.err,
    )


def test_one_that_cannot_be_written_is_one_line(gates: Gates, repository: Path) -> None:
    write(repository, {"app.py": ""})
    (repository / CONFIG).symlink_to("missing/config.yaml")
    said = gates("init")
    assert 2 == said.code
    assert f"backend-gates: {CONFIG}: cannot be written: No such file" in said.err
