import requests
from arq.connections import RedisSettings

from app.core import worker_hooks


async def send(ctx: dict[str, object]) -> None:
    requests.post("https://mail.example")  # error: blocking-call-in-async `requests.post()` blocks


class WorkerSettings:
    functions = [send]
    on_startup = worker_hooks.begin
    on_shutdown = worker_hooks.finish
    on_job_start = worker_hooks.each
    redis_settings = RedisSettings()
