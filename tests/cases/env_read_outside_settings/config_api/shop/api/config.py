import os

SHOWN = ["TRACKING_ID"]


class ConfigApi:
    def __init__(self, app) -> None:
        app.router.add_route("GET", "/config", self.show)

    async def show(self, request):
        return {key: os.environ.get(key) for key in SHOWN}
