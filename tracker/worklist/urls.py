"""Addresses of the work lists."""

from django.urls import path

from tracker.worklist.views import areas, items, lists, meetings, setting

urlpatterns = [
    path("work/", lists.WorkItemList.as_view(), name="work-list"),
    path("work/record/", lists.WorkStepList.as_view(), name="work-record"),
    path("work/<int:pk>/", items.detail, name="work-detail"),
    path("work/<int:pk>/change/", items.change, name="work-change"),
    path("work/<int:pk>/move/", items.move, name="work-move"),
    path("work/set/<int:year>/<str:code>/", setting.new, name="work-set"),
    path("work/carry/<int:year>/<str:code>/", setting.carry, name="work-carry"),
    path("work/table/<int:year>/<str:code>/", areas.village, name="work-village"),
    path("work/duties/<int:year>/<str:code>/", areas.responsible, name="work-duties"),
    path("work/month/<str:code>/", areas.month, name="work-month"),
    path("work/calendar/<str:code>/", meetings.calendar, name="work-calendar"),
    path("work/rhythms/new/<str:code>/", meetings.rhythm_new, name="rhythm-new"),
    path("work/rhythms/<int:pk>/end/", meetings.rhythm_end, name="rhythm-end"),
    path("meetings/", lists.MeetingList.as_view(), name="meeting-list"),
    path("meetings/new/<str:code>/", meetings.new, name="meeting-new"),
    path("meetings/<int:pk>/", meetings.detail, name="meeting-detail"),
    path("meetings/<int:pk>/change/", meetings.change, name="meeting-change"),
    path("meetings/<int:pk>/decide/", setting.decide, name="meeting-decide"),
]
