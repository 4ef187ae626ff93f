from pathlib import Path

import pytest

from backend_gates.tools.mypy.holes import name_holes
from backend_gates.tools.mypy.settings import read_mypy_settings

SOURCES = ("shop/api.py", "shop/legacy/a.py", "shop/legacy/b.py")
OVERRIDE = '[[tool.mypy.overrides]]\nmodule = "shop.legacy.*"\n'


def _holes(folder: Path, text: str, name: str = "pyproject.toml") -> tuple[str, ...]:
    head = "[tool.mypy]\n" if name == "pyproject.toml" else "[mypy]\n"
    (folder / name).write_text(head + text, "utf-8")
    return name_holes(read_mypy_settings(folder), folder, SOURCES)


@pytest.mark.parametrize(
    ("text", "hole"),
    [
        ("ignore_errors = true", "ignore_errors = true hides every error everywhere"),
        ('disable_error_code = ["arg-type", "misc"]', "hides arg-type, misc everywhere"),
        ("ignore_missing_imports = true", "every package without types into Any"),
        ('follow_imports = "skip"', 'this run uses "normal" instead'),
        ("no_site_packages = true", "hides the types of all installed packages"),
        ("strict_optional = false", "strict_optional = false turns a strict check off everywhere"),
        ("implicit_optional = true", "implicit_optional = true turns a strict check off"),
        ('exclude = ["/legacy/"]', "exclude '/legacy/' leaves out shop/legacy/a.py and 1 more"),
        ('exclude = "api"', "exclude 'api' leaves out shop/api.py"),
        (f"{OVERRIDE}ignore_errors = true", "ignore_errors = true hides every error there"),
        (f'{OVERRIDE}disable_error_code = "misc"', "hides misc there"),
        (f"{OVERRIDE}disallow_untyped_defs = false", "disallow_untyped_defs = false turns a"),
        (f"{OVERRIDE}allow_untyped_defs = true", "allow_untyped_defs = true turns a strict"),
        (f"{OVERRIDE}implicit_reexport = true", "implicit_reexport = true turns a strict check"),
        (f"{OVERRIDE}no_strict_equality = true", "no_strict_equality = true turns a strict check"),
        (f'{OVERRIDE}follow_imports = "skip"', "turns what is imported from there into Any"),
        ('[[tool.mypy.overrides]]\nmodule = "*"\nignore_missing_imports = true', "without types"),
    ],
)
def test_each_hole_is_named_in_one_line(tmp_path: Path, text: str, hole: str) -> None:
    (line,) = _holes(tmp_path, text)
    assert line.startswith("pyproject.toml [")
    assert hole in line


@pytest.mark.parametrize(
    "text",
    [
        "strict = true",
        "disallow_untyped_defs = false",
        "ignore_errors = false",
        'exclude = ["^venv/", "("]',
        '[[tool.mypy.overrides]]\nmodule = "boto3.*"\nignore_missing_imports = true',
        f"{OVERRIDE}disallow_untyped_defs = true\nwarn_unused_ignores = false",
    ],
)
def test_what_strict_outlives_is_no_hole(tmp_path: Path, text: str) -> None:
    assert _holes(tmp_path, text) == ()


def test_ini_files_have_the_same_holes(tmp_path: Path) -> None:
    text = "ignore_missing_imports = True\n[mypy-shop.legacy.*]\nignore_errors = yes\n"
    first, second = _holes(tmp_path, text, "mypy.ini")
    assert first.startswith("mypy.ini [mypy]: ignore_missing_imports = true")
    assert second == "mypy.ini [mypy-shop.legacy.*]: ignore_errors = true hides every error there"


def test_comments_that_loosen_a_whole_file(tmp_path: Path) -> None:
    (tmp_path / "shop").mkdir()
    legacy = "# mypy: ignore-errors"
    texts = [legacy, "# mypy: disallow-any-expr, strict", "# mypy: allow-untyped-defs", legacy]
    names = ["shop/a.py", "shop/b.py", "shop/c.py", "shop/d.py"]
    for name, text in zip(names, texts, strict=True):
        (tmp_path / name).write_bytes(f'"""Doc."""\r\n{text}\r\nx = 1\r\n'.encode())
    assert name_holes(read_mypy_settings(tmp_path), tmp_path, names) == (
        "the comment `# mypy: ignore-errors` loosens shop/a.py and 1 more",
        "the comment `# mypy: allow-untyped-defs` loosens shop/c.py",
    )
