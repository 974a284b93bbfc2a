"""Addresses of the campaigns room."""

from django.urls import path, re_path

from tracker.campaigns.views import reading, years

urlpatterns = [
    path("about/", reading.about, name="campaign-about"),
    # Four ASCII digits: anything longer would reach the database as a number it cannot hold.
    re_path(
        r"^schemes/(?P<year>[0-9]{4})/(?P<unit_kind>rural|urban)/\Z",
        reading.scheme_detail,
        name="scheme-detail",
    ),
    path("campaigns/", years.campaign_list, name="campaign-list"),
    path("campaigns/new/", years.campaign_new, name="campaign-new"),
    path("campaigns/<int:year>/dates/", years.campaign_dates, name="campaign-dates"),
    path("campaigns/<int:year>/state/", years.campaign_state, name="campaign-state"),
]
