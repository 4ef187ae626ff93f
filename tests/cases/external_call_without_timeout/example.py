def defective() -> None:  # error: external-call-without-timeout say what to do
    pass


def sound() -> None:  # ok: it has another name
    pass
