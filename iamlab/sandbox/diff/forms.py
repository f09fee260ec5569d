"""A second text for the place of one policy."""

from typing import Any

from django import forms

from iamlab.cloud import Cloud, PolicySlot, policy_slots

from ..posted import LONGEST_POLICY
from ..typed import AS_TYPED, TypedForm


class SecondTextForm(TypedForm):
    """A policy of the cloud, and a text to compare its own with."""

    policy = forms.ChoiceField(
        label="Policy", error_messages={"invalid_choice": "Choose a policy of this sandbox.", "required": "Choose one."}
    )
    text = forms.CharField(
        label="Second text",
        strip=False,
        max_length=LONGEST_POLICY,
        help_text="It begins as the policy's own. Change it, or paste another.",
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 16}),
        error_messages={"required": "Paste a policy.", "max_length": f"Shorten it to {LONGEST_POLICY:,} characters."},
    )

    def __init__(self, cloud: Cloud, *args: Any, **kwargs: Any) -> None:
        """Take the cloud whose policy it is."""
        super().__init__(*args, **kwargs)
        self.slots = {str(slot.ref): slot for slot in policy_slots(cloud)}
        field = self.fields["policy"]
        field.choices = [(ref, title_of(slot)) for ref, slot in self.slots.items()]  # type: ignore[attr-defined]

    @property
    def slot(self) -> PolicySlot:
        """The policy that was chosen, in a valid form."""
        return self.slots[self.cleaned_data["policy"]]


def title_of(slot: PolicySlot) -> str:
    """A policy with the account it is in: names repeat from one account to the next."""
    return f"{slot.title}, {slot.ref.account}" if slot.ref else slot.title
