from pathlib import Path

import pytest

from backend_gates.project.project import Project
from backend_gates.project.reading.source_roots import only_roots


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["libs/pay/src/pay/__init__.py", "libs/pay/src/pay/api.py"], {"pay": "libs/pay/src/"}),
        (["libs/pay/src/pay.py"], {"pay": "libs/pay/src/"}),
        (["src/pay/api.py"], {"pay": "src/"}),
        (["libs/pay/setup.py", "libs/pay/pay/api.py"], {"pay": "libs/pay/", "setup": "libs/pay/"}),
        (["libs/a/src/pay/x.py", "libs/b/src/pay/y.py"], {}),
        (["libs/pay/pay/api.py", "resrc/pay.py"], {}),
    ],
)
def test_a_package_starts_at_the_only_root_that_has_it(
    paths: list[str], expected: dict[str, str]
) -> None:
    assert expected == only_roots(paths)


def test_a_module_of_another_project_is_found_after_the_importers_own(tmp_path: Path) -> None:
    for path in ("app/main.py", "libs/pay/src/pay/api.py", "app/own.py", "libs/own/src/own.py"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    modules = Project(tmp_path).modules
    found = [modules.find(name, "app/main.py") for name in ("pay.api", "own")]
    assert ["libs/pay/src/pay/api.py", "app/own.py"] == [each.path for each in found if each]
    assert modules.has_package("pay", "app/main.py")
    assert modules.find("pay.unknown", "app/main.py") is None
