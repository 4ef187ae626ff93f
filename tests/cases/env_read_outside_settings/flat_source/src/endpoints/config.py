from typing import Any

from fastapi import FastAPI

app = FastAPI()


class Config:
    shown: list[str]


@app.get("/config")
def config() -> dict[str, Any]:
    return {}
