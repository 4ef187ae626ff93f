from collections.abc import Callable
from pathlib import Path

import pytest

from backend_gates.project.project import Project
from backend_gates.project.requests.uses import Use
from backend_gates.project.resolution.scopes import functions

Found = Callable[..., list[Use]]

SENT = """\
class Sender:
    @property
    def ready(self): return True

    def send(self): return self.ready

def send(): pass
"""


@pytest.fixture
def found(tmp_path: Path) -> Found:
    """The uses, in `used.py`, of a function of `sent.py`."""

    def find(name: str, used: str) -> list[Use]:
        (tmp_path / "sent.py").write_text(SENT, "utf-8")
        (tmp_path / "used.py").write_bytes(used.encode())
        project = Project(tmp_path)
        module = project.modules.at("sent.py")
        assert module is not None
        function = next(scope for scope in functions(module) if scope.name == name)
        return [use for use in project.uses.of(function) if use.scope.path == "used.py"]

    return find


def lines(found: list[Use]) -> list[int]:
    return [use.node.line for use in found]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_use_is_found_in_each_kind_of_statement(found: Found, end: str) -> None:
    used = (
        *("import sent", "from sent import send as again", "sent.send()", "class Each:"),
        *("    done = sent.send()", "    @sent.send", "    def each(self):", "        x = 1"),
        *("        return [sent.send for _ in x]", "if True: again()"),
    )
    assert sorted(lines(found("send", end.join(used)))) == [3, 5, 6, 9, 10]


def test_a_use_is_found_in_the_head_of_a_class(found: Found) -> None:
    used = (
        "import sent\n@sent.send\nclass Each(\n    list, metaclass=sent.send\n): x = sent.send()\n"
    )
    assert lines(found("send", used)) == [2, 4, 5]


def test_a_word_that_means_something_else_is_no_use(found: Found) -> None:
    used = "import sent\ndef send(): pass\nsend()  # sent.send\nresend = 'send'\n"
    assert found("send", used) == []


def test_it_is_told_what_is_called_and_what_is_given(found: Found) -> None:
    called, given = found("send", "import sent\nsent.send()\nprint(sent.send)\n")
    assert (called.call is None, called.given_to) == (False, None)
    assert (given.call, given.given_to is None) == (None, False)


def test_reading_a_property_runs_it(found: Found) -> None:
    used = "from sent import Sender\nmade = Sender()\nprint(made.ready, made.send)\n"
    assert lines(found("Sender.ready", used)) == [3]
    assert lines(found("Sender.send", used)) == [3]


def test_a_method_that_a_class_runs_is_used_where_that_is_named(tmp_path: Path) -> None:
    text = "class Made:\n    def __init__(self): pass\n\nclass Heir(Made): pass\n\nHeir()\nMade()\n"
    (tmp_path / "made.py").write_text(text, "utf-8")
    project = Project(tmp_path)
    module = project.modules.at("made.py")
    assert module is not None
    (made,) = functions(module)
    assert sorted(lines(list(project.uses.of(made)))) == [6, 7]
