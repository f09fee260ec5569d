from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What learners did."""

    name = "lessons.progress"

    def ready(self) -> None:
        """Connect the receivers: a guest's records go to the member, and the sandbox's predictions are kept."""
        from . import merging, predictions  # noqa: F401
