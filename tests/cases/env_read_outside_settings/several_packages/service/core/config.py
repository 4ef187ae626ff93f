import os


class Config:
    database = os.environ["DATABASE_URL"]  # ok: the settings
