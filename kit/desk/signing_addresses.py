"""The addresses of those who sign: their accounts, what waits for them, and the paper way."""

from __future__ import annotations

from django.urls import path

from kit.desk.pages_at_need import Pages

account, hearing, paper, sign = map(Pages, ("account", "hearing", "paper", "sign"))

SIGNING = (
    path("account/", account.account, name="account"),
    path("account/password/", account.password, name="password"),
    path("sign/", sign.waiting_list, name="sign"),
    path("sign/paper/", paper.sheets, name="paper"),
    path("sign/paper/print/", paper.print_sheet, name="print_review"),
    path("sign/paper/drawn/<str:name>/", paper.drawn, name="drawn_review"),
    path("sign/paper/drawn/<str:name>/far/", paper.progress, name="review_progress"),
    path("sign/paper/<str:code>/", paper.enter, name="enter_paper"),
    path("sign/on-the-spot/<str:item_id>/", sign.on_the_spot, name="sign_here"),
    path("sign/<str:item_id>/", sign.sign_item, name="sign_item"),
    path("sign/<str:item_id>/hear/", hearing.hear, name="hear"),
    path("sign/<str:item_id>/hear/<str:name>/", hearing.heard, name="heard"),
    path("sign/<str:item_id>/hear/<str:name>/sound/", hearing.sound, name="heard_sound"),
    path("sign/<str:item_id>/<str:name>/<int:page>/", sign.sheet, name="sign_sheet"),
)
