import os

from decouple import config

DATABASE = config("DATABASE_URL")  # missed: read where it is used, though with a type and a default

for name in ("FIRST_KEY", "SECOND_KEY"):
    print(os.environ[name])  # missed: the name is only known to the running program

environment = dict(os.environ)
REGION = environment["REGION"]  # missed: a copy
