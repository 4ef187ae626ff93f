"""The public services and the other tools: what they are, how to get them, what to measure."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import tomli

_DATA = Path(__file__).with_name("services.toml")


class UnavailableError(Exception):
    """Something that is to be measured is not there."""


class Service(NamedTuple):
    """A public service at a commit; `folder` is the part of it that is measured."""

    name: str
    url: str
    commit: str
    folder: str

    def within(self, checkouts: Path) -> Path:
        """The folder to measure; raises UnavailableError when there is none."""
        path = checkouts / self.name / self.folder
        if not path.is_dir():
            raise UnavailableError(f"{path}: no such folder; --fetch clones the services")
        return path


def services() -> list[Service]:
    """What is measured."""
    return [Service(**each) for each in _data()["services"]]


def tools() -> dict[str, str]:
    """The programs to compare with, and what pip installs for each."""
    return dict(_data()["tools"])


def program(checkouts: Path, name: str) -> Path | None:
    """Where one of the tools is installed; None when it isn't."""
    path = _environment(checkouts) / "bin" / name
    return path if path.exists() else None


def fetch(checkouts: Path) -> None:
    """Clone the services and install the tools that are missing, without their history.

    Raises UnavailableError when a service cannot be cloned.
    """
    for service in services():
        if not (checkouts / service.name).exists():
            _clone(service, checkouts / service.name)
    environment = _environment(checkouts)
    if not environment.exists():
        _run(sys.executable, "-m", "venv", str(environment))
    for name, requirement in tools().items():
        if program(checkouts, name) is None:
            pip = (str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet")
            if not _run(*pip, requirement):
                print(f"{name}: cannot be installed here, so it is left out", file=sys.stderr)


def _data() -> dict[str, Any]:
    return tomli.loads(_DATA.read_text("utf-8"))


def _environment(checkouts: Path) -> Path:
    return checkouts / ".tools"


def _clone(service: Service, folder: Path) -> None:
    print(f"{service.name}: cloning {service.url} at {service.commit}", file=sys.stderr)
    unfinished = folder.with_name(f"{folder.name}.part")
    git = ("git", "-C", str(unfinished))
    done = (
        _run("git", "init", "--quiet", str(unfinished))
        and _run(*git, "fetch", "--quiet", "--depth=1", service.url, service.commit)
        and _run(*git, "-c", "advice.detachedHead=false", "checkout", "--quiet", "FETCH_HEAD")
    )
    if not done:
        raise UnavailableError(f"{service.url}: cannot be cloned; see above")
    unfinished.rename(folder)


def _run(*command: str) -> bool:
    return subprocess.run(command, check=False).returncode == 0  # noqa: S603  our own commands
