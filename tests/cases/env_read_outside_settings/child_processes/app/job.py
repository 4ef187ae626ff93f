import os


def job_id() -> str:
    return os.environ["JOB_ID"]  # ok: the runner sets it for its child


def parent() -> str | None:
    return os.environ.get("JOB_PARENT")  # ok: likewise


def retries() -> int:
    return int(os.environ.get("JOB_RETRIES", "3"))  # error: env-read-outside-settings
