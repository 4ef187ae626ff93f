from pathlib import Path

import pytest

from backend_gates.tools.environment.project_folder import CannotRunError
from backend_gates.tools.mypy.settings import MypySettings, read_mypy_settings


def _settings(folder: Path, name: str, text: str) -> MypySettings:
    (folder / name).write_text(text, "utf-8")
    return read_mypy_settings(folder)


def test_no_configuration(tmp_path: Path) -> None:
    assert MypySettings() == _settings(tmp_path, "pyproject.toml", '[project]\nname = "shop"\n')
    assert not read_mypy_settings(tmp_path).names_targets


def test_toml_and_ini_say_the_same(tmp_path: Path) -> None:
    for name in ("toml", "ini", "cfg"):
        (tmp_path / name).mkdir()
    toml = '[tool.mypy]\nfiles = ["src", "bin"]\nplugins = ["pydantic.mypy", "./own.py"]\n'
    ini = "[mypy]\nfiles = src,\n bin\nplugins = pydantic.mypy, ./own.py\n"
    for settings in (
        _settings(tmp_path / "toml", "pyproject.toml", toml),
        _settings(tmp_path / "ini", "mypy.ini", ini),
        _settings(tmp_path / "cfg", "setup.cfg", f"[metadata]\nname = shop\n{ini}"),
    ):
        assert settings.names_targets
        assert not settings.names_bases
        assert settings.plugins == ("pydantic.mypy",)


def test_overrides_name_their_modules(tmp_path: Path) -> None:
    override = '[[tool.mypy.overrides]]\nmodule = ["a.*", "b"]\nignore_errors = true\n'
    (section,) = _settings(tmp_path, "pyproject.toml", f"[tool.mypy]\n{override}").sections[1:]
    assert section.modules == ("a.*", "b")
    assert section.title == '[[tool.mypy.overrides]] for "a.*", "b"'
    (section,) = _settings(tmp_path, "mypy.ini", "[mypy-a.*,b]\nignore_errors = true\n").sections
    assert section.modules == ("a.*", "b")
    assert section.title == "[mypy-a.*,b]"


def test_mypys_own_order_within_a_folder(tmp_path: Path) -> None:
    _settings(tmp_path, "setup.cfg", "[mypy]\nfiles = a\n")
    assert "setup.cfg" in str(read_mypy_settings(tmp_path).file)
    _settings(tmp_path, "pyproject.toml", "[tool.mypy]\n")
    assert "pyproject.toml" in str(read_mypy_settings(tmp_path).file)
    _settings(tmp_path, "mypy.ini", "")
    assert "mypy.ini" in str(read_mypy_settings(tmp_path).file)


def test_the_configuration_of_a_folder_above_inside_the_repository(tmp_path: Path) -> None:
    service = tmp_path / "services" / "shop"
    service.mkdir(parents=True)
    (service / "pyproject.toml").write_text('[project]\nname = "shop"\n', "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "mypy.ini").write_text("[mypy]\npython_executable = py\n", "utf-8")
    settings = read_mypy_settings(service)
    assert tmp_path / "mypy.ini" == settings.file
    assert settings.python_executable == "py"


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("pyproject.toml", "[tool.mypy\n", r"pyproject\.toml: not valid TOML: .*line 1"),
        ("mypy.ini", "files = a\n", r"mypy\.ini: not a valid configuration file: .*line: 1"),
        ("setup.cfg", "[mypy]\n[mypy]\n", r"setup\.cfg: not a valid configuration file: .*already"),
    ],
)
def test_a_broken_file_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(CannotRunError, match=message):
        _settings(tmp_path, name, text)


def test_an_unreadable_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").mkdir()
    assert read_mypy_settings(tmp_path) == MypySettings()
    (tmp_path / "mypy.ini").write_bytes(b"[mypy]\nfiles = \xff\n")
    with pytest.raises(CannotRunError, match=r"mypy\.ini: not a valid configuration file"):
        read_mypy_settings(tmp_path)
