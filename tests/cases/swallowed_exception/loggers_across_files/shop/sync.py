import requests

from shop import logs
from shop.logs import QUIET, audit_trail as trail
from shop.logs import journal, report, whisper


def push_stock(stock: dict[str, int]) -> None:
    try:
        requests.put("https://stock.example.com", json=stock, timeout=5)
    except Exception as error:  # error: swallowed-exception with `debug`, where nobody looks
        trail.debug("stock not pushed: %s", error)


def push_prices(prices: dict[str, int]) -> None:
    try:
        requests.put("https://prices.example.com", json=prices, timeout=5)
    except Exception as error:  # error: swallowed-exception with `info`, where nobody looks
        logs.journal.bind(prices=len(prices)).info("not_pushed", error=str(error))


def push_names(names: dict[str, str]) -> None:
    try:
        requests.put("https://names.example.com", json=names, timeout=5)
    except Exception:  # error: swallowed-exception with `log`, where nobody looks
        trail.log(QUIET, "names not pushed")


def push_colours(colours: dict[str, str]) -> None:
    try:
        requests.put("https://colours.example.com", json=colours, timeout=5)
    except Exception:  # error: swallowed-exception with `debug`, where nobody looks
        whisper("colours not pushed")


def push_sizes(sizes: dict[str, str]) -> None:
    try:
        requests.put("https://sizes.example.com", json=sizes, timeout=5)
    except Exception:  # ok: the helper logs an error
        report("sizes not pushed")


def push_weights(weights: dict[str, str]) -> None:
    try:
        requests.put("https://weights.example.com", json=weights, timeout=5)
    except Exception:  # ok: a logger of another file, at error
        journal.exception("weights not pushed")


def push_photos(photos: dict[str, str]) -> None:
    try:
        requests.put("https://photos.example.com", json=photos, timeout=5)
    except Exception:  # ok: a logger of another file, at warning
        trail.warning("photos not pushed", exc_info=True)
