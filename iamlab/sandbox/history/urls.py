from django.urls import path

from . import views

urlpatterns = [
    path("", views.history, name="history"),
    path("<int:number>/", views.go_to, name="go_to_step"),
    path("revisions/", views.save_revision, name="save_revision"),
    path("revisions/<int:pk>/restore/", views.restore, name="restore_revision"),
    path("revisions/<int:pk>/rename/", views.rename, name="rename_revision"),
    path("revisions/<int:pk>/delete/", views.delete, name="delete_revision"),
]
