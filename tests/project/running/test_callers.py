"""Which files may run the functions of others is found by names, as whole words."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend_gates.project.project import Project
from backend_gates.project.resolution.scopes import Scope


@pytest.fixture
def service(tmp_path: Path) -> Path:
    files = {
        "helper.py": "def run() -> None: ...\n",
        "caller.py": "from helper import run\n\n\ndef begin() -> None:\n    run()\n",
        "renaming.py": "from helper import run as start\n",
        "afar.py": "from renaming import start\n\n\ndef leave() -> None:\n    start()\n",
        "longer.py": "import helper\n\n\ndef rerun() -> None: ...\n",
        "empty.py": "LIMIT = 1\n",
        "bystander.py": "def walk() -> None: ...\n",
        "script.py": "def run() -> None: ...\n",
        "package/__init__.py": "def sleep() -> None: ...\n",
        "package/inner.py": "from . import sleep\n\n\ndef rest() -> None:\n    sleep()\n",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def found(root: Path, *own: str) -> set[str]:
    """The callers of files, where all functions lead to them but one."""

    def leads_to(scope: Scope) -> Iterator[str]:
        yield scope.path
        if scope.name != "walk":
            yield from own

    others = {file.relative_to(root).as_posix() for file in root.rglob("*.py")} - {*own}
    return {path for path, _ in Project(root).callers(own, others, leads_to)}


def test_callers_are_found_by_any_name_and_no_other_file_is(service: Path) -> None:
    assert {"caller.py", "renaming.py", "afar.py", "script.py"} == found(service, "helper.py")


@pytest.mark.parametrize("own", [("helper.py", "renaming.py"), ("renaming.py", "helper.py")])
def test_one_file_may_rename_what_another_has(service: Path, own: tuple[str, str]) -> None:
    assert {"caller.py", "afar.py", "script.py"} == found(service, *own)


def test_without_a_function_that_leads_anywhere_nothing_is_found(service: Path) -> None:
    assert set() == found(service, "empty.py")


def test_what_no_file_imports_has_no_callers(service: Path) -> None:
    assert set() == found(service, "script.py")


def test_a_package_is_imported_without_its_name(service: Path) -> None:
    assert {"package/inner.py"} == found(service, "package/__init__.py")


def test_a_file_that_is_gone_is_passed_over(service: Path) -> None:
    (service / "caller.py").unlink()
    (service / "caller.py").symlink_to("nowhere.py")
    assert {"renaming.py", "afar.py", "script.py"} == found(service, "helper.py")
