from pathlib import Path

import pytest
import tomli

from backend_gates.catalogue import environment
from backend_gates.catalogue.tables import CatalogueError

TABLES = tomli.loads(Path(environment.__file__).with_suffix(".toml").read_text())


@pytest.mark.parametrize("name", TABLES)
def test_every_table_says_where_it_is_known_from(name: str) -> None:
    assert TABLES[name]["source"].startswith("https://")


@pytest.mark.parametrize("variable", ["HOME", "home", "XDG_CACHE_HOME", "RENDER", "CI_COMMIT_SHA"])
def test_of_the_machine(variable: str) -> None:
    assert environment.load().is_of_machine(variable)


@pytest.mark.parametrize("variable", ["", "DATABASE_URL", "GITHUB_TOKEN", "HOME_URL", "PATHS"])
def test_of_the_service(variable: str) -> None:
    assert not environment.load().is_of_machine(variable)


def test_a_document_without_a_table() -> None:
    with pytest.raises(CatalogueError, match=r"x\.toml: there must be a table \[reads\]"):
        environment.parse({}, "x.toml")
