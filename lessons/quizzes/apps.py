from django.apps import AppConfig


class QuizzesConfig(AppConfig):
    """Quizzes and predictions of lessons."""

    name = "lessons.quizzes"
