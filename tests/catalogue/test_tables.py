import pytest

from backend_gates.catalogue.tables import CatalogueError, Table


def test_a_number() -> None:
    table = Table({"position": 3}, "place")
    assert 3 == table.number("position")
    assert table.number("other") is None


@pytest.mark.parametrize("value", [True, "3", 3.0])
def test_what_is_no_number(value: object) -> None:
    with pytest.raises(CatalogueError, match="place: `position` must be a whole number"):
        Table({"position": value}, "place").number("position")
