from django.apps import AppConfig


class SandboxConfig(AppConfig):
    """The workbench: a learner's copy of a simulated AWS, its requests and decisions."""

    name = "iamlab.sandbox"

    def ready(self) -> None:
        """Connect the receiver that hands a guest's sandboxes to a member."""
        from . import merging  # noqa: F401
