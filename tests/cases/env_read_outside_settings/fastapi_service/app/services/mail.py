import os

import httpx

KEY = os.environ["MAIL_KEY"]  # error: env-read-outside-settings declare it in app/core/tenants.py


async def send(to: str, text: str) -> None:
    async with httpx.AsyncClient(base_url=os.getenv("MAIL_URL", "")) as client:  # error: env-read-outside-settings
        await client.post("/send", json={"to": to, "text": text}, headers={"X-Key": KEY})
