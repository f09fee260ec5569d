from django.urls import path

from . import authoring_help, conventions, health, lint_help, rules_help, views

app_name = "home"

urlpatterns = [
    path("", views.home, name="home"),
    path("try/", views.try_decision, name="try"),
    path("help/simulated/", views.help_page, {"page": "simulated"}, name="simulated"),
    path("help/keyboard/", views.help_page, {"page": "keyboard"}, name="keyboard"),
    path("help/accessibility/", views.help_page, {"page": "accessibility"}, name="accessibility"),
    path("help/cheat-sheet/", views.help_page, {"page": "cheat_sheet"}, name="cheat_sheet"),
    path("help/authoring/", authoring_help.authoring, name="authoring"),
    path("help/lint/", lint_help.lint_index, name="lint"),
    path("help/lint/<str:code>/", lint_help.lint_check, name="lint_check"),
    path("help/rules/", rules_help.rules_index, name="rules"),
    path("help/rules/<str:id>/", rules_help.rule_page, name="rule"),
    path("healthz", health.healthz, name="healthz"),
    path("favicon.ico", conventions.favicon, name="favicon"),
    path("robots.txt", conventions.robots, name="robots"),
]
