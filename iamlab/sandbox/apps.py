from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The workbench: a learner's copy of a simulated AWS, its requests and decisions."""

    name = "iamlab.sandbox"

    def ready(self) -> None:
        """Connect the receivers for guests who become members, and for those who are gone."""
        from . import merging  # noqa: F401
