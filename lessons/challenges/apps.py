from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    """Challenges: tasks in a sandbox, graded by what a policy does."""

    name = "lessons.challenges"
