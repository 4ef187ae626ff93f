def defective() -> None:  # error: env-read-outside-settings say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
