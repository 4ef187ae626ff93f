import os

from fastapi import APIRouter

router = APIRouter()


@router.get("/health")
def health() -> dict[str, str]:
    return {"version": os.environ.get("RELEASE", "dev")}  # error: env-read-outside-settings `RELEASE`
