from django.apps import AppConfig


class InterviewConfig(AppConfig):
    """The interview deck."""

    name = "lessons.interview"
