"""The addresses of those who print, play and carry: paper, sound, sticks and what came of them."""

from __future__ import annotations

from django.urls import path

from kit.desk.pages_at_need import Pages

copying, playing, printing = map(Pages, ("copying", "playing", "printing"))

DOING = (
    path("print/", printing.printing, name="print"),
    path("print/file/", printing.file, name="print_file"),
    path("print/done/", printing.done, name="print_done"),
    path("print/taken-down/", printing.taken_down, name="taken_down"),
    path("play/", playing.playing, name="play"),
    path("play/sound/", playing.sound, name="play_sound"),
    path("play/heard/", playing.heard, name="play_heard"),
    path("stick/", copying.stick, name="stick"),
    path("stick/copy/", copying.copy, name="stick_copy"),
    path("stick/<str:name>/", copying.progress, name="stick_progress"),
    path("stick/<str:name>/stop/", copying.stop, name="stick_stop"),
)
