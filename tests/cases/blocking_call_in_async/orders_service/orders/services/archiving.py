from orders.storage import S3Storage


async def archive_order(archive: S3Storage, number: int) -> None:
    archive.move(f"{number}.pdf", f"archived/{number}.pdf")  # error: blocking-call-in-async botocore.client.BaseClient
