"""The addresses of those who print, play and carry: paper, sound, sticks and what came of them."""

from __future__ import annotations

from django.urls import path

from kit.desk.pages_at_need import Pages

backing_up, boards, copying = map(Pages, ("backing_up", "boards", "copying"))
inspected = Pages("inspected")
layouts, made = map(Pages, ("layouts", "made"))
year_ends, requests, registers = map(Pages, ("year_end", "requests", "registers"))
opinions = Pages("opinions")
playing, printing, recordings = map(Pages, ("playing", "printing", "recordings"))

DOING = (
    path("print/", printing.printing, name="print"),
    path("print/file/", printing.file, name="print_file"),
    path("print/done/", printing.done, name="print_done"),
    path("print/taken-down/", printing.taken_down, name="taken_down"),
    path("play/", playing.playing, name="play"),
    path("play/sound/", playing.sound, name="play_sound"),
    path("play/heard/", playing.heard, name="play_heard"),
    path("ledger/", inspected.inspected, name="account_page"),
    path("ledger/table/", inspected.table, name="account_table"),
    path("ledger/strike/", inspected.strike, name="strike"),
    path("ledger/year/", year_ends.year_end, name="year_end"),
    path("ledger/year/table/", year_ends.year_table, name="year_table"),
    path("ledger/year/<str:what>.<str:kind>", year_ends.year_file, name="year_file"),
    path("ledger/requests/", requests.requests, name="requests"),
    path("ledger/requests/letter.<str:kind>", requests.letter, name="request_letter"),
    path("ledger/registers/", registers.registers, name="registers"),
    path("ledger/registers/<str:what>.<str:kind>", registers.register_file, name="register_file"),
    path("ledger/opinions/", opinions.opinions, name="opinions"),
    path("ledger/opinions/file.<str:kind>", opinions.opinion_file, name="opinion_file"),
    path("boards/", boards.boards, name="boards"),
    path("boards/photos/", boards.take_photos, name="board_photos"),
    path("boards/photo/", boards.photo, name="board_photo"),
    path("boards/hung/", boards.hung, name="board_hung"),
    path("boards/back/", boards.sheet_back, name="sheet_back"),
    path("recordings/", recordings.recordings, name="recordings"),
    path("recordings/dialect/", recordings.dialect, name="dialect"),
    path("recordings/dialect/learn/", recordings.learn, name="learn_dialect"),
    path("recordings/dialect/<str:item_id>/", recordings.dialect_pdf, name="dialect_sheet"),
    path("recordings/<str:item_id>/<str:voice>/record/", recordings.record, name="record"),
    path("recordings/<str:item_id>/<str:voice>/bring/", recordings.bring, name="bring_recording"),
    path(
        "recordings/<str:item_id>/<str:voice>/heard/", recordings.listened, name="recording_heard"
    ),
    path("recordings/<str:item_id>/<str:voice>/sound/", recordings.sound, name="recording_sound"),
    path("recordings/<str:item_id>/<str:voice>/sheet/", recordings.sheet, name="reader_sheet"),
    path("backup/", backing_up.backup, name="backup"),
    path("backup/now/", backing_up.back_up_now, name="backup_now"),
    path("backup/<str:name>/", backing_up.backup_far, name="backup_far"),
    path("verify/", made.verified, name="verify"),
    path("why/", made.origins, name="why"),
    path("layouts/", layouts.layouts, name="layouts"),
    path("layouts/<str:name>/picture/", layouts.picture, name="layout_picture"),
    path("layouts/<str:name>/copy/", layouts.take_over, name="copy_layout"),
    path("stick/", copying.stick, name="stick"),
    path("stick/copy/", copying.copy, name="stick_copy"),
    path("stick/<str:name>/", copying.progress, name="stick_progress"),
    path("stick/<str:name>/stop/", copying.stop, name="stick_stop"),
)
