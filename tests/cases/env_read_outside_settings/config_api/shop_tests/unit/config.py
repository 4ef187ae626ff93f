import os


class Settings:
    url = os.environ["SHOP_URL"]
