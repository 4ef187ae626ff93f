def defective() -> None:  # error: unlocked-state-across-await say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
