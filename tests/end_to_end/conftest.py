"""Real git repositories whose hooks come from this one, run by the real pre-commit and prek.

The working tree is committed to a snapshot, so that what runs is what is about to be committed.
Each runner builds one environment per session, of that snapshot, and the workers share it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ROOT = Path(__file__).parents[2]
CONFIG = ".pre-commit-config.yaml"

# Isolated, pre-commit itself survives the `PYTHONPATH=.` that its hooks have to survive.
RUNNERS = {
    "pre-commit": (sys.executable, "-I", "-m", "pre_commit"),
    "prek": (str(Path(sys.executable).with_name("prek")),),
}

# What a shell, a hook or a coverage run around the tests may hold that changes what happens here.
UNWANTED = re.compile(r"(GIT_|PYTHON|COV|PRE_COMMIT|PREK|UV_PROJECT|VIRTUAL_ENV$|SKIP$)")


class Outcome(NamedTuple):
    """What a command answered; `text` is all that it printed, as a user sees it."""

    code: int
    text: str


class Snapshot(NamedTuple):
    """This repository at a commit: what a configuration names as `repo` and `rev`."""

    path: Path
    commit: str


class Runner(NamedTuple):
    """pre-commit or prek, and the environment that keeps it to itself."""

    name: str
    command: tuple[str, ...]
    environ: Mapping[str, str]

    def __call__(self, folder: Path, *words: str, **extra: str) -> Outcome:
        command = (*self.command, *words, "--color=never")
        return answer(command, folder, {**self.environ, **extra})


class Service(NamedTuple):
    """A user's repository, and the runner that is installed in it."""

    root: Path
    snapshot: Snapshot
    runner: Runner

    def write(self, name: str, content: str | bytes) -> Path:
        file = self.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return file

    def read(self, name: str) -> bytes:
        return (self.root / name).read_bytes()

    def configure(self, *ids: str, folder: str = ".", **settings: object) -> None:
        """Select these hooks of ours with these settings of the runner's, and nothing else."""
        hooks = [{"id": each, **settings} for each in ids]
        ours = {"repo": str(self.snapshot.path), "rev": self.snapshot.commit, "hooks": hooks}
        self.write(f"{folder}/{CONFIG}", json.dumps({"repos": [ours]}, indent=2))

    def git(self, *words: str, **extra: str) -> Outcome:
        return answer(("git", *words), self.root, {**self.runner.environ, **extra})

    def stage(self) -> None:
        assert self.git("add", "--all").code == 0

    def run(self, *words: str, **extra: str) -> Outcome:
        """Run the hooks on what is staged, or on what the words say."""
        return self.runner(self.root, "run", *words, **extra)

    def run_on_all(self, **extra: str) -> Outcome:
        self.stage()
        return self.run("--all-files", **extra)


def answer(command: Iterable[str], folder: Path, environ: Mapping[str, str]) -> Outcome:
    """Run a command to its end; whatever it says, a traceback is never part of it."""
    done = subprocess.run(
        list(command),
        cwd=folder,
        env=dict(environ),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        check=False,
    )
    assert "Traceback" not in done.stdout
    assert "internal error" not in done.stdout
    return Outcome(done.returncode, done.stdout)


@pytest.fixture(scope="session")
def environ() -> dict[str, str]:
    """The environment of a user with an identity and no further configuration."""
    kept = {name: value for name, value in os.environ.items() if not UNWANTED.match(name)}
    identity = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", "Ada"), ("EMAIL", "ada@example.com"))
    }
    nothing = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
    return {**kept, **identity, **nothing}


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder that all workers of this session share."""
    own = tmp_path_factory.getbasetemp()
    return own if worker_id == "master" else own.parent


@pytest.fixture(scope="session")
def snapshot(
    shared: Path, tmp_path_factory: pytest.TempPathFactory, environ: dict[str, str]
) -> Snapshot:
    """This repository with what its working tree holds committed; the first worker's counts."""
    place = shared / "backend-gates"
    if not place.exists():
        made = tmp_path_factory.mktemp("snapshot") / "backend-gates"
        commit_working_tree(made, environ)
        try:
            made.rename(place)
        except OSError:
            assert place.exists()
    head = answer(("git", "rev-parse", "HEAD"), place, environ)
    return Snapshot(place, head.text.strip())


@pytest.fixture(scope="session")
def ids(snapshot: Snapshot) -> list[str]:
    """The id of every hook that runs at a commit."""
    manifest = yaml.safe_load((snapshot.path / ".pre-commit-hooks.yaml").read_text("utf-8"))
    commit = "pre-commit"
    return [hook["id"] for hook in manifest if commit in hook.get("stages", [commit])]


def commit_working_tree(target: Path, environ: Mapping[str, str]) -> None:
    listed = answer(
        ("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"), ROOT, environ
    )
    for name in filter(None, listed.text.split("\0")):
        if (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "-m", "Snapshot")):
        assert answer(("git", *words), target, environ) == Outcome(0, "")


@pytest.fixture(scope="session", params=RUNNERS)
def runner(
    request: pytest.FixtureRequest,
    shared: Path,
    tmp_path_factory: pytest.TempPathFactory,
    snapshot: Snapshot,
    environ: dict[str, str],
) -> Runner:
    """Each runner, with the environment of our hooks built; both lock while they build."""
    name: str = request.param
    homes = {"PRE_COMMIT_HOME": shared / "pre-commit", "PREK_HOME": shared / "prek"}
    homes_as_text = {key: str(home) for key, home in homes.items()}
    found = Runner(name, RUNNERS[name], {**environ, **homes_as_text})
    service = repository(tmp_path_factory.mktemp("first") / "service", snapshot, found)
    service.configure("ruff-check")
    built = found(service.root, "install-hooks")
    assert built.code == 0, built.text
    return found


@pytest.fixture
def service(tmp_path: Path, snapshot: Snapshot, runner: Runner) -> Service:
    """An empty repository of a user."""
    return repository(tmp_path / "service", snapshot, runner)


def repository(folder: Path, snapshot: Snapshot, runner: Runner) -> Service:
    folder.mkdir()
    made = Service(folder, snapshot, runner)
    assert made.git("init", "--quiet").code == 0
    return made


@pytest.fixture
def environment(service: Service) -> None:
    """An environment of the service's own."""
    service.write(".gitignore", ".venv/\n")
    made = answer(
        (sys.executable, "-I", "-m", "venv", "--without-pip", ".venv"),
        service.root,
        service.runner.environ,
    )
    assert made.code == 0, made.text
