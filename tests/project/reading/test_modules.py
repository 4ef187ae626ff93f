"""What the modules of a project are, each only once."""

from pathlib import Path

from backend_gates.project.reading.modules import Modules


def test_a_module_stays_the_one_that_an_import_led_to(tmp_path: Path) -> None:
    (tmp_path / "rates.py").write_text("RATE = 2\n", "utf-8")
    modules = Modules(tmp_path)
    imported = modules.find("rates", "app.py")
    content = modules.read("rates.py")
    assert imported is not None
    assert imported.node is content
    assert modules.at("rates.py") is imported


def test_an_import_finds_a_module_beside_it_in_a_folder_that_no_import_could_name(
    tmp_path: Path,
) -> None:
    (tmp_path / "v1.2").mkdir()
    (tmp_path / "v1.2" / "rates.py").write_text("RATE = 2\n", "utf-8")
    modules = Modules(tmp_path)
    found = modules.find("rates", "v1.2/app.py")
    assert found is not None
    assert found.path == "v1.2/rates.py"
    assert modules.find("prices", "v1.2/app.py") is None
