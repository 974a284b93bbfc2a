"""Places and branches."""

from __future__ import annotations

from rest_framework import serializers

from tracker.api.serializers.members import Row


class AreaRow(Row):
    """A place of today, from province to village."""

    code = serializers.CharField(help_text="2, 4, 6, 9 or 12 digits; begins with the parent's")
    name = serializers.CharField()
    official_name = serializers.CharField()
    level = serializers.CharField(help_text="province, city, county, street or village")
    kind = serializers.CharField(help_text="of a village: rural, urban or excluded; else empty")
    parent = serializers.CharField(source="parent_id", allow_null=True)
    statutory_parent = serializers.CharField(source="statutory_parent_id", allow_null=True)
    rural_units = serializers.IntegerField()
    urban_units = serializers.IntegerField()
    excluded_units = serializers.IntegerField()


class BranchRow(Row):
    """The branch of a village or community that takes part."""

    code = serializers.CharField(source="area_id")
    name = serializers.CharField()
    unit_kind = serializers.CharField(help_text="rural or urban")
    street = serializers.CharField(source="area.parent_id")
    street_name = serializers.CharField(source="area.parent.name")
    county = serializers.CharField(source="area.parent.parent_id")
    county_name = serializers.CharField(source="area.parent.parent.name")
