from flask import request


def get_locale() -> str:
    return request.accept_languages.best_match(["en", "de"])  # ok: Babel asks it for each request
