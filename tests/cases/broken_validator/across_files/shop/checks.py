from shop.errors import NotFound


def strip(value: str) -> str:
    if value:
        print(value.strip())


def known(value: str) -> str:
    return lookup(value)


def lookup(value: str) -> str:
    if value != "known":
        raise NotFound(value)
    return value


def read(value: str) -> str:
    with open(value) as file:
        return file.read()
