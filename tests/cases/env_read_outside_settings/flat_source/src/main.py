from config.settings import STORE

print(STORE)
