import requests


def exchange_rate(currency: str) -> float:
    answer = requests.get(f"https://rates.example.com/{currency}")  # error: external-call-without-timeout `requests.get()` waits for ever
    answer.raise_for_status()
    return float(answer.json()["rate"])


def exchange_rates() -> dict[str, float]:
    answer = requests.get("https://rates.example.com", timeout=10)  # ok: it gives up after ten seconds
    answer.raise_for_status()
    return answer.json()
