from django.urls import path

from . import health, views

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
    path("try/", views.try_decision, name="try"),
    path("help/simulated/", views.help_page, {"page": "simulated"}, name="simulated"),
    path("help/keyboard/", views.help_page, {"page": "keyboard"}, name="keyboard"),
    path("help/accessibility/", views.help_page, {"page": "accessibility"}, name="accessibility"),
    path("healthz", health.healthz, name="healthz"),
]
