import pytest

from backend_gates import checkers, registry
from backend_gates.screening import Content


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"import os, requests as http\n", {b"os", b"requests", b"as", b"http"}),
        (b"if True:\n    from google.cloud import storage\n", {b"google", b"cloud", b"storage"}),
        (b"import os, \\\r\n    httpx\nx = 1\n", {b"os", b"httpx"}),
        (b"import os; import jira\n", {b"os", b"import", b"jira"}),
    ],
)
def test_what_a_file_imports_is_in_its_import_statements(data: bytes, words: set[bytes]) -> None:
    assert words | {b"import"} == Content(data).imported | {b"import"}


def test_what_only_the_rest_of_a_file_names_isnt_imported() -> None:
    assert frozenset() == Content(b"sent = requests.get(url)  # httpx\n").imported
    assert Content(b"requests.get(url)").has(b"requests")


@pytest.mark.parametrize("check_id", registry.checker_ids())
def test_all_that_a_check_screens_for_holds_its_stem(check_id: str) -> None:
    checker = checkers.load(check_id)
    assert [] == [word for word in checker.screen if checker.stem not in word]
