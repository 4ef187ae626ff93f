import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import backend_gates
from backend_gates import registry
from backend_gates.registry import UnknownIdError


def test_ids_are_the_modules_of_two_folders() -> None:
    assert registry.ids() == tuple(sorted(registry.checker_ids() + registry.tool_ids()))
    assert "blocking-call-in-async" in registry.checker_ids()
    assert not [name for name in registry.ids() if name.startswith("-") or "_" in name]


def test_an_id_leads_to_its_module() -> None:
    module = registry.module_of("blocking-call-in-async")
    assert isinstance(module, ModuleType)
    assert module.__name__ == "backend_gates.checkers.blocking_call_in_async"


def test_a_mistyped_id_names_the_nearest() -> None:
    with pytest.raises(UnknownIdError) as caught:
        registry.module_of("blocking-call")
    assert str(caught.value) == (
        "unknown hook id 'blocking-call': did you mean 'blocking-call-in-async'?"
    )


def test_listing_imports_no_check_and_works_when_installed(tmp_path: Path) -> None:
    installed = tmp_path / "backend_gates"
    shutil.copytree(Path(backend_gates.__file__).parent, installed)
    (installed / "tools" / "some_linter.py").write_text("raise RuntimeError\n")
    (installed / "tools" / "_some_helper.py").touch()
    code = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from backend_gates import registry\n"
        "print(registry.__file__)\n"
        "print(*registry.ids())\n"
        "print(*[m for m in sys.modules if m.startswith('backend_gates.')])\n"
    )
    command = [sys.executable, "-I", "-c", code]
    answer = subprocess.run(command, env={}, capture_output=True, text=True, check=True)
    where, ids, modules = answer.stdout.splitlines()
    assert where.startswith(str(tmp_path))
    assert set(ids.split()) == {*registry.ids(), "some-linter"}
    assert set(modules.split()) == {"backend_gates.registry", "backend_gates.spelling"}
