from django.apps import AppConfig


class HomeConfig(AppConfig):
    """Front page, health and help pages."""

    name = "iamlab.home"
