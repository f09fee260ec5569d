from django.apps import AppConfig


class LibraryConfig(AppConfig):
    """The published course."""

    name = "lessons.library"
