import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.production")
    from django.core.management import execute_from_command_line

    execute_from_command_line([os.environ.get("DJANGO_PROGRAM", "manage"), *sys.argv[1:]])  # ok: the program itself
