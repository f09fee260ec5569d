from django.urls import path

from . import views

urlpatterns = [
    path("<slug:digest>/", views.shared, name="shared"),
    path("<slug:digest>/fork/", views.fork, name="fork"),
    path("<slug:digest>/delete/", views.delete, name="unshare"),
]
