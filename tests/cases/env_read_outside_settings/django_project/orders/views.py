import os

from django.http import JsonResponse


def feed(request):
    limit = int(os.environ.get("FEED_LIMIT", "100"))  # error: env-read-outside-settings declare it in shop/production.py
    return JsonResponse({"limit": limit})
