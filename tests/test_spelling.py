from backend_gates.spelling import suggestion


def test_the_nearest_name_is_suggested() -> None:
    assert suggestion("exlude", ["src", "exclude"]) == "did you mean 'exclude'?"


def test_all_names_when_none_is_near() -> None:
    assert suggestion("zzz", ["src", "exclude"]) == "valid are exclude, src"
    assert suggestion("zzz", []) == "none is valid here"
