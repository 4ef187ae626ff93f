# options: settings = ["app/boot.py", "app/defaults/*"]
# options: variables = ["FEATURE_*", "SENTRY_DSN"]
import os

URL = os.environ["APP_URL"]  # ok: the settings name this file
