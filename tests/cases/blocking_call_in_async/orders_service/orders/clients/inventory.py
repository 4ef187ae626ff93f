import httpx

from orders.clients.base import ApiClient


class Inventory(ApiClient):
    base_url = "https://inventory.internal"

    def stock(self, sku: str) -> int:
        return self.fetch(f"/stock/{sku}")["quantity"]

    def reserve(self, sku: str, quantity: int) -> bool:
        return self.stock(sku) >= quantity and self.send("/reservations", {"sku": sku})["ok"]


class OfflineInventory(Inventory):
    """Asks nobody; for a till that has lost its connection."""

    def __init__(self, known: dict[str, dict]) -> None:
        super().__init__()
        self._known = known

    def fetch(self, path: str) -> dict:
        return self._known[path]


class AsyncInventory:
    def __init__(self, timeout: float = 5) -> None:
        self._client = httpx.AsyncClient(base_url=Inventory.base_url, timeout=timeout)  # ok: connects with the first request

    async def stock(self, sku: str) -> int:
        response = await self._client.get(f"/stock/{sku}")  # ok: awaited
        return response.json()["quantity"]

    async def reserve(self, sku: str, quantity: int) -> bool:
        if await self.stock(sku) < quantity:  # ok: awaited, an async twin
            return False
        response = await self._client.post("/reservations", json={"sku": sku})
        return response.is_success
