from app.parsing import env_flag

DEBUG = env_flag("ORDERS_DEBUG")  # ok: the settings
