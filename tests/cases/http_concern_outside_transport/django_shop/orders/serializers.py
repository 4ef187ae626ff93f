from rest_framework import serializers
from rest_framework.exceptions import ValidationError

from orders.models import Order


class OrderSerializer(serializers.ModelSerializer):
    class Meta:
        model = Order
        fields = ["total"]

    def validate_total(self, value: int) -> int:
        if value < 0:
            raise ValidationError("negative")  # ok: serializers are transport
        return value
