from django.urls import path

from . import views

urlpatterns = [
    path("<slug:of>/<int:number>/effects/", views.effects, name="fix_effects"),
    path("<slug:of>/<int:number>/copy/", views.apply_in_a_copy, name="fix_in_a_copy"),
    path("<slug:of>/<int:number>/apply/", views.apply_here, name="apply_fix"),
]
