from transport import (
    call,
    call_limited,
    fetch,
    fetch_by_name,
    fetch_slowly,
    fetch_soon,
    fetch_starred,
    fetch_with,
    fetch_with_options,
    stream,
)


def place(order: dict) -> dict:
    call("POST", "https://audit.example.com", json=order)  # ok: said at the call in the helper
    return call("POST", "https://orders.example.com", json=order, headers={"Accept": "text/json"})


def invoice(number: str) -> bytes:
    call_limited("GET", "https://orders.example.com")
    fetch_soon("https://orders.example.com")
    fetch_with("https://orders.example.com")
    stream("https://orders.example.com")
    fetch("https://invoices.example.com", timeout=5)
    return fetch_slowly(f"https://invoices.example.com/{number}")


def archive(places: list, options: dict) -> list[bytes]:
    fetch_starred(*places)
    fetch_with_options("https://archive.example.com", **options)
    return list(map(fetch_by_name, places))
