"""Everything that differs between deployments, read from `SHOP_…` variables."""

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="SHOP_", env_file=".env")

    database_url: str = "sqlite+aiosqlite:///./shop.db"
    payment_url: str = "https://api.payments.example"
    payment_key: SecretStr
    webhook_secret: SecretStr
    rates_url: str = "https://rates.example"
    carrier_url: str = "https://carrier.example"
    smtp_host: str = "localhost"
    smtp_port: int = 25
    mail_from: str = "shop@example.com"
    bcrypt_rounds: int = 12
