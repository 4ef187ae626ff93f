import json, os, requests  # noqa: E401  as many files have it


def rate(currency: str) -> float:
    answer = requests.get(os.environ["RATES_URL"])  # error: external-call-without-timeout waits for ever
    return float(json.loads(answer.text)[currency])
