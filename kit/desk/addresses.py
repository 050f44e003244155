"""Every address of the desk, and the page that answers it."""

from __future__ import annotations

from django.urls import path

from kit.desk.pages import entry, making, week

handler403 = "kit.desk.refused.csrf"
handler404 = "kit.desk.refused.missing"
handler500 = "kit.desk.refused.broken"

urlpatterns = [
    path("open/<str:token>/", entry.open_with_token, name="open"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("", week.this_week, name="week"),
    path("make/", making.make, name="make"),
    path("make/<str:name>/", making.progress, name="progress"),
    path("make/<str:name>/stop/", making.stop, name="stop_making"),
]
