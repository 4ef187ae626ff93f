from collections.abc import AsyncIterator
from contextlib import asynccontextmanager as context

import requests


@context
async def mcp_life(_) -> AsyncIterator[None]:
    requests.get("https://rates.example/warm")  # ok: another file hands it to the server
    yield
