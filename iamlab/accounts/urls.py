from django.urls import path

from . import views

app_name = "accounts"

urlpatterns = [
    path("profile/", views.profile, name="profile"),
    path("students/", views.students, name="students"),
    path("students/<str:username>/password/", views.temporary_password, name="temporary_password"),
]
