from pathlib import Path


class Note:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._kept = ""

    @property
    def text(self) -> str:
        return self._path.read_text()

    @text.setter
    def text(self, text: str) -> None:
        self._kept = text

    @property
    def title(self) -> str:
        return self._kept

    @title.setter
    def title(self, title: str) -> None:
        self._path.write_text(title)

    @title.deleter
    def title(self) -> None:
        self._kept = ""

    @property
    def folder(self) -> "Folder":
        return Folder(self._path.read_text())


class Folder:
    def __init__(self, name: str) -> None:
        self.name = name


async def set_without_a_read(note: Note) -> None:
    note.text = "new"  # ok: the getter reads the file, the setter doesn't


async def set_with_a_write(note: Note) -> None:
    note.title = "new"  # error: blocking-call-in-async pathlib.Path.write_text


async def read_what_is_kept(note: Note) -> str:
    return note.title  # ok: kept in memory


async def set_two_at_once(note: Note) -> None:
    note.text, note.title = "text", "title"  # error: blocking-call-in-async pathlib.Path.write_text


async def set_below_a_read(note: Note) -> None:
    note.folder.name = "new"  # error: blocking-call-in-async pathlib.Path.read_text


async def add_to_what_is_read(note: Note) -> None:
    note.text += "more"  # error: blocking-call-in-async pathlib.Path.read_text


async def set_to_what_is_read(note: Note) -> None:
    note._kept = note.text  # error: blocking-call-in-async pathlib.Path.read_text
