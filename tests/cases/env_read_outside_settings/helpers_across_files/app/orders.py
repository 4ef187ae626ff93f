from app.parsing import env_flag, env_of

STRICT = env_flag("ORDERS_STRICT")  # error: env-read-outside-settings `ORDERS_STRICT` is read


def region(values: dict[str, str]) -> str:
    return env_of(values, "REGION")  # ok: nothing of the environment
