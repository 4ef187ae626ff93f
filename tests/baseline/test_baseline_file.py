"""The file as text: read back as written, refused by the line, merged by git itself."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.baseline.conftest import FILE, Service

from backend_gates.baseline.entries import Entry, edited, read, written
from backend_gates.schema import SettingsError

WORD = st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=4)
PATH = st.text(st.characters(exclude_characters="\0"), min_size=1, max_size=9)
ENTRY = st.builds(
    Entry,
    path=st.sampled_from(["app/a.py", "b.py"]) | PATH,
    id=st.sampled_from(["ruff-check/F401", "blocking-call-in-async"]),
    scope=st.sampled_from(["", "A.f"]) | WORD.filter(lambda word: word != "-"),
    digest=st.sampled_from(["0123456789ab", "ffffffffffff"]),
    number=st.integers(1, 3),
)
ENTRIES = st.sets(ENTRY, max_size=9)
HERE = Path(FILE)


@given(ENTRIES)
def test_what_is_written_is_read_back(entries: set[Entry]) -> None:
    text = written(entries)
    assert tuple(sorted(entries)) == read(text, HERE)
    assert text == written(read(text.replace("\n", "\r\n"), HERE))


@given(st.data())
def test_removals_of_two_branches_merge(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    entries = data.draw(ENTRIES)
    either = st.sets(st.sampled_from(sorted(entries))) if entries else st.just(set[Entry]())
    ours, theirs = data.draw(either), data.draw(either)
    base = written(entries)
    folder = tmp_path_factory.mktemp("merge")
    for name, removed in (("base", set()), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(edited(base, HERE, removed, {}), "utf-8", newline="")
    merged = subprocess.run(
        ["git", "merge-file", "--stdout", "ours", "base", "theirs"],
        cwd=folder,
        capture_output=True,
        check=True,
    ).stdout
    assert edited(base, HERE, ours | theirs, {}) == merged.decode()


@given(ENTRIES, ENTRIES)
def test_removals_touch_no_other_line(entries: set[Entry], removed: set[Entry]) -> None:
    text = written(entries)
    left = edited(text, HERE, removed, {})
    assert set(read(left, HERE)) == entries - removed
    assert text.count("\n") - left.count("\n") == len(entries & removed)


def test_an_entry_that_stands_twice_counts_once() -> None:
    """As after a merge that keeps the lines of both sides."""
    text = written({Entry("a.py", "ruff-check/F401", "", "0123456789ab")})
    assert 1 == len(read(text + text, HERE))


GOOD = "app/a.py  ruff-check/F401  -  0123456789ab"
BAD_ENTRIES = {
    "a hash that is none": (GOOD.replace("ab", "xy"), "no entry of a baseline"),
    "a number that is none": (f"{GOOD}  two", "no entry of a baseline"),
    "a quote that is not closed": (f'"{GOOD}', "no entry of a baseline"),
    "an escape that is none": ('"\\x"  ruff-check/F401  -  0123456789ab', "no entry"),
    "a null": ('"\\u0000"  ruff-check/F401  -  0123456789ab', "no entry"),
}
BAD_LINES = {
    "words": ("what is this", "no entry of a baseline"),
    "a field too few": ("app/a.py  -  0123456789ab", "no entry of a baseline"),
    "our side": ("<<<<<<< HEAD", "merge conflict"),
    "their common base": ("||||||| 0123456", "merge conflict"),
    "the middle": ("=======", "merge conflict"),
    "their side": (">>>>>>> branch", "merge conflict"),
}


@pytest.mark.parametrize(("line", "words"), BAD_LINES.values(), ids=BAD_LINES)
def test_every_hook_refuses_a_bad_line_by_its_number(
    service: Service, line: str, words: str
) -> None:
    for hook in ("blocking-call-in-async", "ruff-check", "ruff-suppressions"):
        refuses(service, hook, line, words)


@pytest.mark.parametrize(("line", "words"), BAD_ENTRIES.values(), ids=BAD_ENTRIES)
def test_a_bad_entry_is_refused_by_its_own_hook(service: Service, line: str, words: str) -> None:
    refuses(service, "ruff-check", line, words)
    assert "no entry" in service.check("--grow-baseline").err


def refuses(service: Service, hook: str, line: str, words: str) -> None:
    (service.root / FILE).write_text(f"# a comment\n\n{GOOD}\n{line}\n")
    said = service.check(hook=hook)
    assert (2, "", 1) == (said.code, said.out, said.err.count("\n"))
    assert f"/{FILE}:4: " in said.err
    assert words in said.err


def test_a_bad_file_is_refused(service: Service) -> None:
    file = service.root / FILE
    file.write_bytes(b"# fine\n\xff\n")
    assert f"/{FILE}:2: not UTF-8" in service.check().err
    file.unlink()
    said = service.check()
    assert (2, "") == said[:2]
    assert "there is no such baseline; --grow-baseline writes it" in said.err
    file.mkdir()
    assert "cannot be read" in service.check().err
    assert 2 == service.grow().code


def test_a_folder_that_cannot_be_written_is_told(service: Service) -> None:
    said = service.check("--baseline", "nowhere/known.txt", "--grow-baseline")
    assert (2, "") == said[:2]
    assert "nowhere/known.txt: cannot be written" in said.err


def test_a_name_that_leaves_no_room_for_a_draft_is_told(service: Service) -> None:
    said = service.check("--baseline", "k" * 250, "--grow-baseline")
    assert (2, "") == said[:2]
    assert "cannot be written" in said.err


def test_nothing_is_changed_in_a_bad_file(service: Service) -> None:
    file = service.root / FILE
    file.write_text(f"{GOOD}\n<<<<<<< HEAD\n")
    assert [2, 2] == [service.update().code, service.grow().code]
    with pytest.raises(SettingsError):
        read(file.read_text(), file)
