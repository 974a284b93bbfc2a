"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("admin/", admin.site.urls),
    path("", include("tracker.urls")),
]

handler400 = "tracker.ui.views.bad_request"
handler403 = "tracker.ui.views.permission_denied"
handler404 = "tracker.ui.views.page_not_found"
handler500 = "tracker.ui.views.server_error"
