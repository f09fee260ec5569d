from django.urls import path

from . import views

urlpatterns = [
    path("", views.table, name="watches"),
    path("here/", views.watch_here, name="watch_here"),
    path("add/", views.add, name="add_watch"),
    path("paste/", views.paste, name="paste_watches"),
    path("<int:key>/", views.edit, name="edit_watch"),
    path("<int:key>/duplicate/", views.duplicate, name="duplicate_watch"),
    path("<int:key>/remove/", views.remove, name="remove_watch"),
    path("<int:key>/open/", views.open_watch, name="open_watch"),
]
