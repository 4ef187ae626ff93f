import os

SECRET_KEY = os.environ["SECRET_KEY"]  # ok: DJANGO_SETTINGS_MODULE names it
DEBUG = os.environ.get("DEBUG") == "1"  # ok: likewise
