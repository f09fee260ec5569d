"""The forms of the watch table."""

from typing import Any

from django import forms

from iamlab.cloud import Cloud

from ..typed import AS_TYPED, TypedForm, told
from .callers import caller_named
from .checking import mistakes_in
from .watch import Expected, Watch


class WatchForm(TypedForm):
    """One watched request. `watch()` gives it once the form is valid."""

    caller = forms.CharField(
        label="Who asks",
        help_text="A user, a role (any session of it), or an ARN.",
        widget=forms.TextInput(attrs={**AS_TYPED, "list": "watch-callers"}),
    )
    action = forms.CharField(label="Action", widget=forms.TextInput(attrs=AS_TYPED))
    resource = forms.CharField(label="Resource", widget=forms.TextInput(attrs=AS_TYPED))
    context = forms.CharField(
        label="Context keys, one a line",
        required=False,
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 2}),
    )
    expected = forms.ChoiceField(
        label="Expected", required=False, choices=[(each.value, each.word) for each in Expected]
    )

    def __init__(self, cloud: Cloud, key: int, *args: Any, **kwargs: Any) -> None:
        """Take the cloud that the watch is about, and the key that the watch will have."""
        super().__init__(*args, **kwargs)
        self.cloud, self.key = cloud, key
        for name, field in self.fields.items():
            field.error_messages["required"] = f"Fill in: {self.fields[name].label}."

    def clean(self) -> dict[str, Any]:
        """Ask the cloud whether such a request can be made there."""
        cleaned = super().clean() or {}
        if not self.errors:
            for field, (message, help) in mistakes_in(self.cloud, self.watch()).items():
                self.add_error(field, told(message, help))
        return cleaned

    def watch(self) -> Watch:
        """The watch as typed."""
        typed = {name: self.typed(name) for name in self.fields}
        return Watch(
            self.key,
            caller_named(self.cloud, typed["caller"]),
            typed["action"],
            typed["resource"],
            typed["context"],
            Expected(typed["expected"]),
        )


def initial_of(watch: Watch) -> dict[str, str]:
    """What a form shows of a watch."""
    return {
        "caller": watch.caller,
        "action": watch.action,
        "resource": watch.resource,
        "context": watch.context,
        "expected": watch.expected.value,
    }


class PasteForm(forms.Form):
    """A table of watches as text."""

    table = forms.CharField(
        label="Rows",
        strip=False,
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 8}),
        error_messages={"required": "Paste at least one line."},
    )
