def defective() -> None:  # error: http-concern-outside-transport say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
