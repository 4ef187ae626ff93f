import requests
from payments.models import HTTPException, Request, Response


class Client:
    def send(self, request: Request) -> Response:  # ok: classes of the client's own
        answer = requests.post(request.url, timeout=5)
        if answer.status_code >= 400:
            raise HTTPException(answer.text)  # ok: likewise
        return Response(answer.status_code)

    def raw(self, request: Request) -> requests.Response:  # ok: the answer of an outbound call
        return requests.get(request.url, timeout=5)
