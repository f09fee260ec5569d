from django.apps import AppConfig


class CoursesConfig(AppConfig):
    """Lesson pages: text beside a live sandbox."""

    name = "lessons.courses"
