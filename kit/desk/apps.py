"""The desk as Django knows it."""

from __future__ import annotations

from django.apps import AppConfig


class Desk(AppConfig):
    """One application, with the few tables that hold no truth of the office."""

    name = "kit.desk"
    label = "desk"
