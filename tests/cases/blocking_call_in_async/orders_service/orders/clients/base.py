from __future__ import annotations

from typing import Any, ClassVar

import requests

from orders.telemetry import span


class ApiError(Exception):
    """The other side said no."""


class ApiClient:
    base_url: ClassVar[str] = ""

    def __init__(self, session: requests.Session | None = None) -> None:
        self._http = session or requests.Session()

    def fetch(self, path: str) -> Any:
        return self._request("GET", path)

    def send(self, path: str, body: dict[str, Any]) -> Any:
        return self._request("POST", path, json=body)

    def url_of(self, path: str) -> str:
        return f"{self.base_url}/{path.lstrip('/')}"

    def close(self) -> None:
        self._http.close()

    def _request(self, method: str, path: str, **options: Any) -> Any:
        with span(f"{method} {path}"):
            response = self._http.request(method, self.url_of(path), timeout=5, **options)
        if not response.ok:
            raise ApiError(response.text)
        return response.json()
