from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What learners did."""

    name = "lessons.progress"

    def ready(self) -> None:
        """Connect the receivers: for guests who become members or are gone, and for the sandbox's predictions."""
        from . import merging, predictions  # noqa: F401
