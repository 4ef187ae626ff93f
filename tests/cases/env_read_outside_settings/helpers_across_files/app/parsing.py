import os


def env_flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)  # ok: it reads what its callers name
    return default if value is None else value.lower() in {"1", "true", "yes"}


def env_of(values: dict[str, str], name: str) -> str:
    return values[name]
