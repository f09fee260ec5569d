"""The name of a state."""

from typing import Any

from django import forms

from ..models import REVISIONS_KEPT, TITLE_LENGTH, Revision, Sandbox


class RevisionForm(forms.Form):
    """A name that no other revision of the sandbox has."""

    name = forms.CharField(
        label="Name",
        max_length=TITLE_LENGTH,
        error_messages={
            "required": "Give it a name.",
            "max_length": f"Shorten it to {TITLE_LENGTH} characters.",
        },
    )

    def __init__(self, sandbox: Sandbox, data: Any = None, *, renamed: Revision | None = None, **kwargs: Any) -> None:
        """Take the sandbox, and the revision that gets another name, if one does."""
        super().__init__(data, **kwargs)
        self.sandbox, self.renamed = sandbox, renamed

    def clean_name(self) -> str:
        """Refuse a name that is taken, and one more than a sandbox keeps."""
        name = str(self.cleaned_data["name"])
        others = self.sandbox.revisions.exclude(pk=self.renamed.pk) if self.renamed else self.sandbox.revisions.all()
        if others.filter(name=name).exists():
            raise forms.ValidationError(f"Choose another name: this sandbox has a revision “{name}” already.")
        if self.renamed is None and others.count() >= REVISIONS_KEPT:
            raise forms.ValidationError(f"Delete a revision first: a sandbox keeps {REVISIONS_KEPT}.")
        return name
