import os


class Order:
    limit = int(os.environ["ORDER_LIMIT"])  # error: env-read-outside-settings declare it in shop/config.py
