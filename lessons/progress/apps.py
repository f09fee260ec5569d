from django.apps import AppConfig


class ProgressConfig(AppConfig):
    """What learners did."""

    name = "lessons.progress"

    def ready(self) -> None:
        """Connect the receiver that hands a guest's records to a member."""
        from . import merging  # noqa: F401
