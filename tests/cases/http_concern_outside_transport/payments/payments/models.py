class Request:
    def __init__(self, url: str) -> None:
        self.url = url


class Response:
    def __init__(self, status_code: int) -> None:
        self.status_code = status_code


class HTTPException(Exception):
    """The client's own."""
