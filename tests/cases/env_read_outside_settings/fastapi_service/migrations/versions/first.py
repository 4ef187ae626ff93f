import os


def upgrade() -> None:
    print(os.environ["SEED_TENANT"])  # ok: a migration
