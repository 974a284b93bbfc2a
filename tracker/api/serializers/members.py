"""Kinds of member that several rows have."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers


class Row(serializers.Serializer):
    """A row that is only read: what is sent has forms of its own."""

    def create(self, validated_data: Any) -> Any:
        raise NotImplementedError

    def update(self, instance: Any, validated_data: Any) -> Any:
        raise NotImplementedError


@extend_schema_field({"type": "number"})
class AmountField(serializers.Field):
    """A number without the zeros that the database pads it with; a whole one as an integer."""

    def to_representation(self, value: Decimal) -> int | float:
        return int(value) if value == value.to_integral_value() else float(value)


class Sent(serializers.Serializer):
    """What a program sends; a member that nobody declared is a mistake, and refused."""

    def to_internal_value(self, data: Any) -> Any:
        value = super().to_internal_value(data)
        unknown = set(data) - set(self.fields)
        if unknown:
            words = _("There is no such member here. Leave it out.")
            raise serializers.ValidationError({name: [words] for name in sorted(unknown)})
        return value

    def create(self, validated_data: Any) -> Any:
        raise NotImplementedError

    def update(self, instance: Any, validated_data: Any) -> Any:
        raise NotImplementedError
