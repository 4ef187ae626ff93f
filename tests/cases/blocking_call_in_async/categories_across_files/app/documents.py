import os
import time
from pathlib import Path

import requests

FOLDER = Path("documents")


def local(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def remote(name: str) -> bytes:
    return requests.get(f"https://documents.internal/{name}").content


def saved(name: str) -> bytes:
    (FOLDER / name).write_bytes(remote(name))
    return b""


def is_there(name: str) -> bool:
    return (FOLDER / name).exists()


def size(name: str) -> int:
    return os.path.getsize(name)


def settled(name: str) -> int:
    time.sleep(0.1)
    return size(name)
