from pathlib import Path

import pytest

from backend_gates.tools.mypy.first_party import import_roots, source_files


def _make(root: Path, *files: str) -> None:
    for file in files:
        (root / file).parent.mkdir(parents=True, exist_ok=True)
        (root / file).touch()


@pytest.mark.parametrize(
    ("files", "roots"),
    [
        (["main.py", "shop/__init__.py"], ["."]),
        (["app/main.py", "app/routers/orders.py"], ["."]),
        (["src/shop/__init__.py", "src/shop/api.py"], [".", "src"]),
        (["src/acme/shop/__init__.py"], [".", "src"]),
        (["src/main.py", "src/orders/__init__.py"], ["."]),
        (["backend/app/__init__.py", "scripts/seed.py"], [".", "backend"]),
        (["packages/a/src/a/__init__.py", "packages/b/b/__init__.py"], None),
        (["tests/conftest.py", "tests/unit/__init__.py"], ["."]),
        ([".hidden/x/__init__.py", "node_modules/x/y/__init__.py"], ["."]),
        (["env/pyvenv.cfg", "env/lib/x/__init__.py"], ["."]),
    ],
)
def test_folders_that_imports_start_from(
    tmp_path: Path, files: list[str], roots: list[str] | None
) -> None:
    _make(tmp_path, *files)
    expected = roots or [".", "packages/a/src", "packages/b"]
    found = [each.relative_to(tmp_path).as_posix() for each in import_roots(tmp_path)]
    assert expected == found


def test_the_projects_own_modules(tmp_path: Path) -> None:
    own = ["a/b/c.py", "a/d.pyi", "main.py"]
    _make(
        tmp_path, *own, "a/e.txt", ".venv/x.py", "env/pyvenv.cfg", "env/x.py", "a/__pycache__/c.py"
    )
    (tmp_path / "link").symlink_to(tmp_path / "a")
    assert source_files(tmp_path) == tuple(own)
