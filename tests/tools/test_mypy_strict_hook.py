import re

import pytest

from backend_gates.tools.mypy_strict import HOOK


@pytest.mark.parametrize(
    "path",
    [
        *("shop/api.py", "api.pyi", "pyproject.toml", "pay/setup.cfg", ".mypy.ini", "mypy.ini"),
        *("uv.lock", "pay/poetry.lock", "requirements.txt", "dev-requirements.txt", "pylock.toml"),
    ],
)
def test_what_makes_the_hook_run(path: str) -> None:
    assert re.search(HOOK.files, path)


@pytest.mark.parametrize(
    "path", ["README.md", "api.pyc", "Cargo.lock", "my-pyproject.toml", "a.ini"]
)
def test_what_does_not_make_the_hook_run(path: str) -> None:
    assert not re.search(HOOK.files, path)
