import os

API_URL = os.environ["API_URL"]  # error: env-read-outside-settings `API_URL` is read from the environment outside the settings
HOME = os.environ["HOME"]  # ok: it tells of the machine
