"""Which names mean something else after an edit, and where what is the same stands now."""

import pytest

from backend_gates.project.running.changed_names import ChangedNames, Edit
from backend_gates.syntax import reader

BEFORE = '''\
import json
from app.clients import Client, get_client

LIMIT = 3


def load(path: str) -> str:
    return read(path)


def read(path):
    return Client(path)


class Store:
    """Keeps things."""

    size = LIMIT

    def __init__(self, path: str) -> None:
        self.path = path

    def get(self, key: str) -> str:
        return load(key)

    def make(self):
        self.client = get_client()

    @property
    def first(self) -> str:
        return self.get("first")


class Other(Store):
    def put(self, key: str, wait: bool = False) -> None:
        if wait:
            load(key)


class StoreError(Other): ...


def fail(key: str) -> None: raise StoreError(key)
'''
NAMES = frozenset(
    (
        *("json", "Client", "get_client", "LIMIT", "load", "read", "Store", "size", "path", "get"),
        *("make", "client", "first", "Other", "put", "fresh", "StoreError", "fail"),
    )
)


def changed(before: str, now: str) -> ChangedNames:
    data = now.encode()
    edit = Edit(reader.skim(before.encode()), reader.skim(data), data)
    return ChangedNames({"app/store.py": edit})


def concerned(found: ChangedNames) -> set[str]:
    return {name for name in NAMES if found.stand_in(f"x = {name} + 1".encode())}


@pytest.mark.parametrize(
    ("old", "new", "names"),
    [
        ("LIMIT = 3\n", "\n\nLIMIT = 3\n", set()),
        ("LIMIT = 3\n", "LIMIT = 3  # at most\n", set()),
        ("    return read(path)\n", "    print(path)\n    return read(path)\n", set()),
        ('    """Keeps things."""\n', "", set()),
        ("LIMIT = 3\n", "LIMIT = 3\n\n\ndef fresh(): ...\n", {"fresh"}),
        ("LIMIT = 3\n", "LIMIT = 4\n", {"LIMIT", "size"}),
        ("import Client, get_client", "import Client, fresh, get_client", {"fresh"}),
        ("    return Client(path)\n", "    return json.loads(path)\n", {"read"}),
        ("def load(path: str)", "def load(path: bytes)", {"load"}),
        ("def load(", "async def load(", {"load"}),
        ("        return load(key)\n", "        return read(key)\n", set()),
        ("        return load(key)\n", "        yield load(key)\n", {"get"}),
        ("        self.path = path\n", "        print(path)\n        self.path = path\n", set()),
        (
            "        self.path = path\n",
            "        self.place = path\n",
            {
                "Store",
                "Other",
                "StoreError",
                "fail",
                "path",
                "load",
                "read",
                "size",
                "make",
                "client",
            },
        ),
        ("    @property\n    def first", "    def first", {"first"}),
        ("        if wait:\n", "        if not wait:\n", set()),
        ("        if wait:\n", "        if key:\n", {"put"}),
        ("class Other(Store)", "class Other", {"Other", "StoreError", "fail"}),
        (
            "import Client, get_client",
            "import Client\nfrom app import get_client",
            {"client", "get_client", "make"},
        ),
    ],
)
def test_names_mean_something_else_by_what_binds_them(old: str, new: str, names: set[str]) -> None:
    assert BEFORE.count(old) == 1
    assert names == concerned(changed(BEFORE, BEFORE.replace(old, new)))


def test_of_a_file_with_other_stars_or_letters_nothing_is_known() -> None:
    for line in ("from app.all import *\n", "größe = 3\n"):
        found = changed(BEFORE, BEFORE + line)
        assert not found.is_clear("app/store.py")
        assert found.line("app/store.py", 7) is None
    assert changed(BEFORE + line, BEFORE + line + "\n").is_clear("app/store.py")


def test_names_of_other_letters_may_stand_behind_changed_ones() -> None:
    text = BEFORE + "öffnen = LIMIT\n"
    assert not changed(text, text.replace("LIMIT = 3", "LIMIT = 4")).is_clear("app/store.py")


def line_of(text: str, words: str) -> int:
    return 1 + text[: text.index(words)].count("\n")


def test_a_function_is_found_where_it_stands_now() -> None:
    now = BEFORE.replace("LIMIT = 3\n", "LIMIT = 3\n\n\ndef fresh(): ...\n").replace(
        "return load(key)", "return read(load(key))"
    )
    found = changed(BEFORE, now)
    for words in ("def load", "def read", "class Store", "def get", "def put"):
        assert line_of(now, words) == found.line("app/store.py", line_of(BEFORE, words))
    assert found.does_the_same("app/store.py", line_of(BEFORE, "def load"))
    assert not found.does_the_same("app/store.py", line_of(BEFORE, "def get"))
    assert found.line("app/store.py", 1000) is None
    assert found.line("app/others.py", 7) is None
    assert not found.does_the_same("app/others.py", 7)


def test_what_one_file_changes_is_followed_into_the_other() -> None:
    clients = "def get_client():\n    return 1\n"
    edits = {
        "app/store.py": Edit(
            reader.skim(BEFORE.encode()), reader.skim(BEFORE.encode()), BEFORE.encode()
        ),
        "app/clients.py": Edit(
            reader.skim(clients.encode()),
            reader.skim(b"def get_client():\n    return 2\n"),
            b"def get_client():\n    return 2\n",
        ),
    }
    assert {"client", "get_client", "make"} == concerned(ChangedNames(edits))


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "f(" * 140 + ")" * 140 + "\n",
        "x = " + "-" * 250 + "1\n",
        "x = " + "a." * 200 + "b\n",
        "".join(f"{' ' * depth}if x:\n" for depth in range(90)) + " " * 90 + "x = 2\n",
    ],
    ids=["calls", "minuses", "attributes", "branches"],
)
def test_what_is_nested_deeply_is_compared(text: str) -> None:
    assert 2 == changed(text, "\n" + text).line("app/store.py", 1)
    assert changed(text, text.replace("x", "y", 1)).line("app/store.py", 1) is None


def test_methods_of_a_class_with_other_bases_do_something_else() -> None:
    found = changed(BEFORE, BEFORE.replace("class Other(Store)", "class Other(dict)"))
    assert not found.does_the_same("app/store.py", line_of(BEFORE, "def put"))
    assert found.does_the_same("app/store.py", line_of(BEFORE, "def get"))
