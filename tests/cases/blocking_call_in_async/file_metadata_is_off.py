import os
import shutil
from pathlib import Path


async def ensure_folder(path: Path) -> Path:
    if not path.exists():  # ok: file metadata is off unless asked for
        path.mkdir(parents=True)  # ok: likewise
    for entry in os.listdir(path):  # ok: likewise
        os.remove(path / entry)  # ok: likewise
    return path.resolve()  # ok: likewise


async def clear(path: Path) -> None:
    shutil.rmtree(path)  # error: blocking-call-in-async `shutil.rmtree()`
