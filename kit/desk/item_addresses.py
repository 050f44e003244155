"""The addresses of items: listed, written, and brought in from other offices."""

from __future__ import annotations

from django.urls import path

from kit.desk.pages_at_need import Pages

item_editor, item_looks, item_photos = map(Pages, ("item_editor", "item_looks", "item_photos"))
item_beside = Pages("item_beside")
items, take_in = map(Pages, ("items", "take_in"))

ITEMS = (
    path("items/", items.items, name="items"),
    path("items/new/", items.begin, name="new_item"),
    path("items/template/", items.begin_from, name="begin_from"),
    path("items/template/drop/", items.drop_own, name="drop_template"),
    path("item/<str:item_id>/template/", items.keep_own, name="keep_template"),
    path("import/", take_in.bring, name="import"),
    path("import/<str:mark>/", take_in.take, name="take_in"),
    path("import/<str:mark>/list/", take_in.take_list, name="take_list"),
    path("items/again/<str:item_id>/", items.begin_again, name="begin_again"),
    path("item/<str:item_id>/", item_editor.item, name="item"),
    path("item/<str:item_id>/beside/", item_beside.beside_item, name="beside_item"),
    path("item/<str:item_id>/keep/", item_editor.keep_item, name="keep_item"),
    path("item/<str:item_id>/undo/", item_editor.undo_item, name="undo_item"),
    path("item/<str:item_id>/look/", item_looks.look_item, name="look_item"),
    path("item/<str:item_id>/telephone/", item_looks.telephone_page, name="telephone_page"),
    path("item/<str:item_id>/reading/", item_looks.learn_reading, name="learn_reading"),
    path("item/<str:item_id>/hear/", item_looks.hear_item, name="hear_item"),
    path("item/<str:item_id>/picture/", item_photos.add, name="add_picture"),
    path("item/<str:item_id>/picture/<str:name>/", item_photos.show, name="picture"),
    path("item/<str:item_id>/picture/<str:name>/do/", item_photos.change, name="change_picture"),
    path("item/<str:item_id>/send/", item_editor.send_item, name="send_item"),
    path("item/<str:item_id>/drop/", item_editor.drop_item, name="drop_item"),
    path("item/<str:item_id>/choose/<int:aside>/", item_editor.choose_item, name="choose_item"),
)
