"""Services whose own modules or layout could lead a hook astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Service

ONLY_PREK_HAS_WORKSPACES = pytest.mark.parametrize("runner", ["prek"], indirect=True)
ID = "blocking-call-in-async"
BROKEN_WHEN_IMPORTED = 'raise RuntimeError("imported")\n'
ROUTES = """\
from app.waiting import pause


async def place_order() -> None:
    pause(1)
"""
BLOCKING = "from time import sleep as pause\n\n__all__ = ['pause']\n"
HARMLESS = "def pause(seconds: float) -> None:\n    del seconds\n"


@pytest.mark.parametrize(
    "name",
    [
        "hooks/__init__.py",
        "backend_gates/__init__.py",
        "dataclasses.py",
        "json.py",
        "typing.py",
        "ast.py",
        "sitecustomize.py",
        "ruff.py",
    ],
)
def test_modules_of_the_user_shadow_nothing(service: Service, name: str) -> None:
    service.configure(ID, "ruff-check", "ruff-format")
    service.write(name, BROKEN_WHEN_IMPORTED)
    service.write("app.py", "import time\n\n\nasync def wait() -> None:\n    time.sleep(1)\n")
    outcome = service.run_on_all(PYTHONPATH=".")
    assert f"app.py:5:5: {ID}" in outcome.text
    assert "ASYNC251" in outcome.text
    assert "imported" not in outcome.text
    assert "exit code: 2" not in outcome.text


@pytest.mark.usefixtures("environment")
def test_mypy_is_not_shadowed_either(service: Service) -> None:
    service.configure("mypy-strict")
    for name in ("hooks/__init__.py", "dataclasses.py", "json.py", "mypy.py"):
        service.write(name, BROKEN_WHEN_IMPORTED)
    service.write("app.py", "def double(number):\n    return number * 2\n")
    outcome = service.run_on_all(PYTHONPATH=".")
    assert "[no-untyped-def]" in outcome.text
    assert "imported" not in outcome.text
    assert "exit code: 1" in outcome.text


@pytest.fixture
def monorepo(service: Service) -> Service:
    """Two services, each with a package `app`; only that of the shop blocks."""
    for name, waiting in (("shop", BLOCKING), ("stock", HARMLESS)):
        service.write(f"{name}/pyproject.toml", f'[project]\nname = "{name}"\nversion = "1"\n')
        service.write(f"{name}/app/__init__.py", "")
        service.write(f"{name}/app/waiting.py", waiting)
        service.write(f"{name}/app/routes.py", ROUTES)
    return service


def test_each_service_of_a_monorepo_imports_its_own_package(monorepo: Service) -> None:
    monorepo.configure(ID)
    outcome = monorepo.run_on_all()
    assert outcome.code == 1
    assert f"shop/app/routes.py:5:5: {ID}" in outcome.text
    assert "stock" not in outcome.text


@ONLY_PREK_HAS_WORKSPACES
def test_a_workspace_runs_each_service_in_its_folder_with_its_settings(monorepo: Service) -> None:
    monorepo.write("stock/app/waiting.py", BLOCKING)
    monorepo.write("stock/pyproject.toml", f"[tool.backend-gates.{ID}]\ncategories = ['http']\n")
    for folder in ("shop", "stock"):
        monorepo.configure(ID, folder=folder)
    monorepo.write(".pre-commit-config.yaml", "repos: []\n")
    outcome = monorepo.run_on_all()
    assert outcome.code == 1
    assert f" app/routes.py:5:5: {ID}" in outcome.text
    assert outcome.text.count(f": {ID} ") == 1


@ONLY_PREK_HAS_WORKSPACES
@pytest.mark.usefixtures("environment")
def test_a_workspace_types_each_service_by_itself(monorepo: Service) -> None:
    for folder in ("shop", "stock"):
        monorepo.configure("mypy-strict", folder=folder)
    monorepo.write("stock/app/waiting.py", "def pause(seconds: str) -> None:\n    del seconds\n")
    monorepo.write(".pre-commit-config.yaml", "repos: []\n")
    outcome = monorepo.run_on_all()
    assert outcome.code == 1
    assert "app/routes.py:5:11: mypy-strict" in outcome.text
    assert outcome.text.count("[arg-type]") == 1
