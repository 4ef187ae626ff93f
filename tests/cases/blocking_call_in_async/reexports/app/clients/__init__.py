from app.clients.base import BaseClient
