from collections.abc import Iterable
from pathlib import Path


async def contents(folder: Path) -> list[bytes]:
    read = []
    for path in folder.rglob("*"):  # ok: it asks for metadata
        read.append(path.read_bytes())  # error: blocking-call-in-async pathlib.Path.read_bytes
    return read


async def in_order(folder: str) -> str:
    texts = [path.read_text() for path in sorted(Path(folder).glob("*.txt"))]  # error: blocking-call-in-async pathlib.Path.read_text
    return "".join(texts)


async def collected(folder: Path) -> None:
    paths = list(folder.iterdir())  # ok: only asks the file system
    paths[0].write_text("first")  # error: blocking-call-in-async pathlib.Path.write_text
    for path in reversed(paths):
        path.write_text("each")  # error: blocking-call-in-async pathlib.Path.write_text


async def given(paths: Iterable[Path]) -> None:
    for path in set(paths):
        path.write_text("done")  # error: blocking-call-in-async pathlib.Path.write_text


async def named(folder: Path, reports: list[str]) -> None:
    for name in sorted(reports):
        name.encode()  # ok: text
    for path in map(Opened, folder.iterdir()):  # ok: only asks the file system
        path.read_text()  # ok: another class's


async def nothing() -> None:
    for path in list():
        path.read_text()  # ok: nobody knows what it is


class Opened:
    def __init__(self, path: Path) -> None:
        self.path = path

    def read_text(self) -> str:
        return self.path.name
