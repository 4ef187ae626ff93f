from __future__ import annotations

import os
import signal
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from backend_gates.project.reading.archive import Archive
from backend_gates.project.reading.cache_folder import NAME
from backend_gates.project.reading.facts_cache import FactsCache, digest_of
from backend_gates.stamp import stamp_of
from backend_gates.syntax import reader
from backend_gates.syntax.source import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import Gates

CHECK = "blocking-call-in-async"
SETTLED = b"1 1 1 1"
STANDARD_LIBRARY = Path(sysconfig.get_path("stdlib"))
HELPER = "import time\n\n\ndef pause() -> None:\n    time.sleep(1)\n"
CALLER = "from helper import pause\n\n\nasync def wait() -> None:\n    pause()\n"
ARGUMENTS = (CHECK, "--output-format=concise", "caller.py")
COMMAND = (sys.executable, "-I", "-m", "backend_gates", *ARGUMENTS)


def settle() -> None:
    """Wait until a change has another time than what was written before."""
    time.sleep(0.15)


@pytest.fixture
def service(project: Path) -> Path:
    (project / "helper.py").write_text(HELPER)
    (project / "caller.py").write_text(CALLER)
    settle()
    return project


def cached(root: Path) -> list[Path]:
    return sorted((root / NAME).glob("facts-*"))


def filled(root: Path, *names: str) -> dict[str, bytes]:
    """A cache with something for each file."""
    cache = FactsCache(root)
    contents = {name: f"facts of {name}".encode() for name in names}
    for name in contents:
        (root / name).write_text(name)
    settle()
    cache = FactsCache(root)
    for name, facts in contents.items():
        cache.add(name, stamp_of(str(root / name)), digest_of(name.encode()), facts)
    cache.save()
    return contents


def test_what_was_added_is_found_by_the_next_run(tmp_path: Path) -> None:
    for name, facts in filled(tmp_path, "a.py", "b.py").items():
        stamp = stamp_of(str(tmp_path / name))
        cache = FactsCache(tmp_path)
        assert cache.has(name, stamp)
        assert facts == cache.at(name, stamp)
        assert facts == cache.of("moved.py", SETTLED, digest_of(name.encode()))
        assert cache.at(name, b"another") is None
        assert cache.of(name, stamp, digest_of(b"another")) is None


def test_a_file_that_has_just_changed_is_looked_into(tmp_path: Path) -> None:
    cache = FactsCache(tmp_path)
    (tmp_path / "a.py").write_text("a.py")
    stamp = stamp_of(str(tmp_path / "a.py"))
    cache.add("a.py", stamp, digest_of(b"a.py"), b"facts")
    cache.save()
    later = FactsCache(tmp_path)
    assert later.at("a.py", stamp) is None
    assert b"facts" == later.of("a.py", stamp, digest_of(b"a.py"))


def test_what_files_held_is_kept_once_more_and_then_forgotten(tmp_path: Path) -> None:
    filled(tmp_path, "a.py", "b.py")
    (tmp_path / "a.py").unlink()
    filled(tmp_path, "c.py", "d.py", "e.py", "f.py")
    assert FactsCache(tmp_path).packed(digest_of(b"a.py")) == b"facts of a.py"
    filled(tmp_path, *(f"{number}.py" for number in range(20)))
    cache = FactsCache(tmp_path)
    assert cache.packed(digest_of(b"a.py")) is None
    assert cache.of("b.py", SETTLED, digest_of(b"b.py")) is not None


def test_a_small_change_leaves_the_large_file_alone(tmp_path: Path) -> None:
    filled(tmp_path, *(f"{number}.py" for number in range(100)))
    (large,) = cached(tmp_path)
    before = large.read_bytes()
    contents = filled(tmp_path, "1.py", "new.py")
    assert before == large.read_bytes()
    assert 2 == len(cached(tmp_path))
    for name, facts in contents.items():
        assert facts == FactsCache(tmp_path).at(name, stamp_of(str(tmp_path / name)))
    filled(tmp_path, *(f"{number}.py" for number in range(200)))
    assert [large] == cached(tmp_path)
    assert b"facts of new.py" == FactsCache(tmp_path).of("x", SETTLED, digest_of(b"new.py"))


def test_facts_are_the_same_from_the_cache(tmp_path: Path) -> None:
    names = sorted(path.name for path in STANDARD_LIBRARY.glob("*.py"))[::8]
    for name in names:
        (tmp_path / name).write_bytes((STANDARD_LIBRARY / name).read_bytes())
    settle()
    first = Archive(tmp_path)
    first.prepare(names)
    first.save()
    assert 1 == len(cached(tmp_path))
    again = Archive(tmp_path)
    for name in names:
        expected = reader.skim((tmp_path / name).read_bytes())
        assert expected == first.facts_of(name)
        assert expected == again.facts_of(name)


def test_the_cache_says_what_it_is_and_git_ignores_it(gates: Gates, service: Path) -> None:
    subprocess.run(["git", "init", "-q"], check=True)
    assert 1 == gates(*ARGUMENTS).code
    assert (service / NAME / "CACHEDIR.TAG").read_bytes().startswith(b"Signature: 8a477f597d28")
    listed = subprocess.run(["git", "status", "--porcelain"], capture_output=True, check=True)
    assert NAME.encode() not in listed.stdout


def test_without_a_cache_nothing_is_written_and_nothing_read(gates: Gates, service: Path) -> None:
    expected = gates(*ARGUMENTS, "--no-cache")
    assert 1 == expected.code
    assert not (service / NAME).exists()
    gates(*ARGUMENTS)
    for file in cached(service):
        file.write_bytes(b"")
    assert expected == gates(*ARGUMENTS, "--no-cache")
    assert [b""] == [file.read_bytes() for file in cached(service)]


DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda data: data[:0],
    "cut in the head": lambda data: data[:10],
    "cut in the numbers": lambda data: data[:30],
    "cut in the index": lambda data: data[:60],
    "cut in the facts": lambda data: data[:-10],
    "foreign": lambda data: b"SQLite format 3\0" + data,
    "foreign index": lambda data: data[:22] + bytes(100),
    "huge index": lambda data: data[:22] + b"\xff" * 100,
    "another bit in the index": lambda data: data[:60] + bytes([data[60] ^ 1]) + data[61:],
    "another bit in the facts": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_cache_is_rebuilt_in_silence(
    gates: Gates, service: Path, damage: Callable[[bytes], bytes]
) -> None:
    expected = gates(*ARGUMENTS)
    (file,) = cached(service)
    good = file.read_bytes()
    file.write_bytes(damage(good))
    assert expected == gates(*ARGUMENTS)
    assert expected == gates(*ARGUMENTS)
    assert {len(good)} == {len(file.read_bytes()) for file in cached(service)}


def test_facts_that_are_none_are_read_anew(service: Path) -> None:
    cache = FactsCache(service)
    for content in (b"\xc1", b"\x91" * 5000):
        digest = digest_of((service / "helper.py").read_bytes())
        cache.add("helper.py", stamp_of(str(service / "helper.py")), digest, content)
        cache.save()
        expected = reader.skim((service / "helper.py").read_bytes())
        assert expected == Archive(service).facts_of("helper.py")


def test_where_a_file_or_folder_stands_in_the_way_the_answer_is_the_same(
    gates: Gates, service: Path
) -> None:
    (service / NAME).write_text("mine")
    expected = gates(*ARGUMENTS)
    assert 1 == expected.code
    assert "mine" == (service / NAME).read_text()
    (service / NAME).unlink()
    gates(*ARGUMENTS)
    (file,) = cached(service)
    file.unlink()
    file.mkdir()
    assert expected == gates(*ARGUMENTS)
    assert {file, service / NAME / "CACHEDIR.TAG"} <= set((service / NAME).iterdir())
    assert not list((service / NAME).glob("*.tmp"))


def test_a_link_is_not_written_through(gates: Gates, service: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (service / NAME).symlink_to(elsewhere)
    assert 1 == gates(*ARGUMENTS).code
    assert [] == list(elsewhere.iterdir())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_to_is_no_hindrance(gates: Gates, service: Path) -> None:
    service.chmod(0o555)
    try:
        assert 1 == gates(*ARGUMENTS).code
        assert not (service / NAME).exists()
    finally:
        service.chmod(0o755)


def test_ten_processes_at_once_on_an_empty_cache(service: Path) -> None:
    running = [subprocess.Popen(COMMAND, stdout=-1, stderr=-1) for _ in range(10)]
    said = {(*process.communicate(), process.returncode) for process in running}
    ((out, err, code),) = said
    assert (b"", 1) == (err, code)
    assert out.startswith(b"caller.py:5:5: blocking-call-in-async")
    assert not list((service / NAME).glob("*.tmp"))
    helper = service / "helper.py"
    assert FactsCache(service).at("helper.py", stamp_of(str(helper))) is not None


KILLED = f"""
import os, signal
from pathlib import Path
from backend_gates.project.reading import cache_folder

def parts():
    yield bytes(100_000)
    os.kill(os.getpid(), signal.SIGKILL)

cache_folder.write(Path({NAME!r}), "facts-x", parts())
"""


def test_a_process_killed_while_it_writes_leaves_nothing_for_long(
    gates: Gates, service: Path
) -> None:
    expected = gates(*ARGUMENTS)
    (file,) = cached(service)
    good = file.read_bytes()
    killed = subprocess.run([sys.executable, "-I", "-c", KILLED], check=False)
    assert -signal.SIGKILL == killed.returncode
    assert 1 == len(list((service / NAME).glob("*.tmp")))
    assert good == file.read_bytes()
    (service / "helper.py").write_text(HELPER + "\n")
    assert expected == gates(*ARGUMENTS)
    assert not list((service / NAME).glob("*.tmp"))


def test_a_writer_at_work_is_left_alone(tmp_path: Path) -> None:
    from backend_gates.project.reading import cache_folder  # noqa: PLC0415

    folder = cache_folder.make(tmp_path)
    assert folder is not None

    def parts() -> list[bytes]:
        assert cache_folder.write(folder, "other", [b"other"])
        return [b"mine"]

    assert cache_folder.write(folder, "mine", (part for part in parts()))
    assert (b"mine", b"other") == ((folder / "mine").read_bytes(), (folder / "other").read_bytes())


def test_caches_of_other_versions_are_bounded(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    for number in range(20):
        (tmp_path / NAME / f"facts-{number}").write_bytes(b"old")
    settle()
    contents = filled(tmp_path, "a.py")
    assert 8 == len(cached(tmp_path))
    assert contents["a.py"] == FactsCache(tmp_path).at("a.py", stamp_of(str(tmp_path / "a.py")))


def test_a_file_that_cannot_be_read_says_so_every_time(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text("x = (\n")
    for _ in range(2):
        archive = Archive(tmp_path)
        archive.prepare(["bad.py", "missing.py", "bad.py"])
        archive.prepare(["bad.py"])
        with pytest.raises(UnreadableError) as caught:
            archive.facts_of("bad.py")
        assert 1 == caught.value.line
        with pytest.raises(FileNotFoundError):
            archive.facts_of("missing.py")
        archive.save()
