import os


def handle() -> None:
    print(os.environ["EXPORT_BUCKET"])  # ok: a command line
