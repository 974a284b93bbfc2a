"""Let a campaign year run, if none does yet. Run by `installation` on the machine."""

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

import django

django.setup()

from tracker.campaigns.actions import open_campaign, start_campaign  # noqa: E402
from tracker.models import Campaign, User  # noqa: E402

YEAR = 2026

if __name__ == "__main__" and not Campaign.objects.filter(state="running").exists():
    city = User.objects.get(username="city")
    campaign = start_campaign(by=city, year=YEAR, like=Campaign.objects.get(pk=2023))
    open_campaign(by=city, campaign=campaign)
