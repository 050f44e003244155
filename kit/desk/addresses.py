"""Every address of the desk, and the page that answers it."""

from __future__ import annotations

from django.urls import path

from kit.desk.item_addresses import ITEMS
from kit.desk.office_addresses import DOING
from kit.desk.pages_at_need import Pages
from kit.desk.signing_addresses import SIGNING

alert, entry, making = map(Pages, ("alert", "entry", "making"))
setup, topics, week = map(Pages, ("setup", "topics", "week"))

handler403 = "kit.desk.refused.csrf"
handler404 = "kit.desk.refused.missing"
handler500 = "kit.desk.refused.broken"

urlpatterns = [
    *SIGNING,
    *ITEMS,
    *DOING,
    path("open/<str:token>/", entry.open_with_token, name="open"),
    path("sign-in/", entry.sign_in, name="sign_in"),
    path("sign-out/", entry.sign_out, name="sign_out"),
    path("", week.this_week, name="week"),
    path("help/<str:section>/", topics.topic, name="help"),
    path("settings/", setup.overview, name="settings"),
    path("settings/market-days/", setup.market_days, name="market_days"),
    path("settings/board-sheet/", setup.board_sheet, name="board_sheet"),
    path("settings/voice/", setup.speak, name="speak_sample"),
    path("settings/voice/<str:name>/", setup.spoken, name="spoken_sample"),
    path("settings/voice/<str:name>/sound/", setup.sound, name="sample_sound"),
    path("settings/<str:name>/", setup.part, name="setting"),
    path("start/", setup.begin, name="setup"),
    path("start/poster/", setup.first_poster, name="first_poster"),
    path("start/<str:name>/", setup.step, name="setup_step"),
    path("make/", making.make, name="make"),
    path("make/<str:name>/", making.progress, name="progress"),
    path("make/<str:name>/stop/", making.stop, name="stop_making"),
    path("alert/", alert.write, name="alert"),
    path("alert/received/", alert.received, name="alert_received"),
    path("alert/preview/", alert.preview, name="alert_preview"),
    path("alert/<str:item_id>/", alert.now, name="alert_now"),
    path("alert/<str:item_id>/edit/", alert.write, name="alert_edit"),
    path("alert/<str:item_id>/look/", alert.look, name="alert_look"),
    path("alert/<str:item_id>/make/", alert.make, name="alert_make"),
    path("alert/<str:item_id>/sound/", alert.sound, name="alert_sound"),
    path("alert/<str:item_id>/note/", alert.note, name="alert_note"),
]
