"""Each id alone: a clean tree passes, and a seeded defect is refused by its name."""

from __future__ import annotations

import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
import yaml

from backend_gates import registry
from expectations import read_options

if TYPE_CHECKING:
    from tests.end_to_end.conftest import Service

ROOT = Path(__file__).parents[2]
MANIFEST = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
CLEAN = '''\
"""A service that waits."""

import asyncio


async def wait(seconds: float) -> None:
    """Wait without keeping anybody else."""
    await asyncio.sleep(seconds)
'''


class Defect(NamedTuple):
    """A module that a hook refuses, and the name by which its output calls the defect."""

    module: str
    name: str


TOOLS = {
    "event-loop-blocked": Defect(
        "import asyncio\nimport time\n\n\nasync def wait():\n    time.sleep(0.3)\n\n\n"
        "def test_waiting():\n    asyncio.run(wait())\n",
        "held the event loop for",
    ),
    "mypy-strict": Defect("def double(number):\n    return number * 2\n", "[no-untyped-def]"),
    "ruff-check": Defect("def add(item, to=[]):\n    to.append(item)\n", "B006"),
    "ruff-format": Defect("limits = {  'orders':10 }\n", "1 file reformatted"),
    "ruff-logging": Defect('print("order placed")\n', "T201"),
    "ruff-security": Defect('total = eval("1 + 1")\n', "S307"),
    "ruff-suppressions": Defect("import os  # noqa\n", "PGH004"),
}


@pytest.fixture(params=[hook["id"] for hook in MANIFEST])
def hook_id(request: pytest.FixtureRequest, service: Service) -> str:
    """Each id of the manifest, selected alone."""
    selected: str = request.param
    service.configure(selected, stages=["pre-commit"])
    if selected in {"mypy-strict", "event-loop-blocked"}:
        request.getfixturevalue("environment")
    if selected == "event-loop-blocked":
        beside_these_tests(service)
    return selected


def beside_these_tests(service: Service) -> None:
    """Let the service's environment have what is installed here: pytest; and find its tests."""
    (packages,) = (service.root / ".venv").glob("lib/python3*/site-packages")
    (packages / "beside.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    service.write("pytest.ini", "[pytest]\npython_files = *.py\n")


def seed(service: Service, hook_id: str) -> str:
    """Write the defect that this hook is for; a check's is the example of its page."""
    if hook_id not in registry.checker_ids():
        service.write("app/orders.py", TOOLS[hook_id].module)
        return TOOLS[hook_id].name
    example = ROOT / "tests" / "cases" / hook_id.replace("-", "_") / "example.py"
    service.write("app/orders.py", example.read_bytes())
    service.write("pyproject.toml", f"[tool.backend-gates.{hook_id}]\n{read_options(example)}\n")
    return f": {hook_id} "


def test_a_clean_tree_passes(service: Service, hook_id: str) -> None:
    service.write("app/__init__.py", "")
    service.write("app/waiting.py", CLEAN)
    outcome = service.run_on_all()
    assert outcome.code == 0, outcome.text
    assert hook_id in outcome.text
    assert "Passed" in outcome.text


def test_a_seeded_defect_is_refused_by_its_name(service: Service, hook_id: str) -> None:
    name = seed(service, hook_id)
    outcome = service.run_on_all()
    assert outcome.code == 1
    assert name in outcome.text
    assert "app/orders.py" in outcome.text or hook_id == "ruff-format"
    assert "exit code: 2" not in outcome.text
