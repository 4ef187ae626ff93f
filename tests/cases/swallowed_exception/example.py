def defective() -> None:  # error: swallowed-exception say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
