"""What all forms of the explorer have: fields in IAM's words, and what the cloud says of a thing."""

from collections.abc import Callable
from typing import Any

from django import forms

from iamlab.cloud import Account, Group, Tags, Thing, User
from iamlab.engine import PolicyKind

from ..posted import LONGEST_POLICY
from ..typed import AS_TYPED, TypedForm
from .kinds import Kind
from .policy_offers import OFFERS_ID, policy_offers

NEW_POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "First",
      "Effect": "Allow",
      "Action": "s3:ListAllMyBuckets",
      "Resource": "*"
    }
  ]
}"""


def name_field(label: str = "Name") -> forms.CharField:
    """The field for a name, which every form has; whether the cloud takes the name is asked later."""
    return forms.CharField(
        label=label, max_length=512, widget=forms.TextInput(attrs=AS_TYPED), error_messages={"required": "Give a name."}
    )


def lines_field(label: str, help: str) -> forms.CharField:
    """A field for several things, one a line; it can be left empty."""
    widget = forms.Textarea(attrs={**AS_TYPED, "rows": 2})
    return forms.CharField(label=label, help_text=help, required=False, max_length=20_000, widget=widget)


def boundary_field() -> forms.CharField:
    """The field for a permissions boundary, which offers the managed policies by their ARNs."""
    widget = forms.TextInput(attrs={**AS_TYPED, "list": OFFERS_ID})
    help = "The ARN of a managed policy."
    return forms.CharField(label="Permissions boundary", required=False, help_text=help, widget=widget)


def path_field() -> forms.CharField:
    """The field for a path, such as /teams/; `ThingForm.typed_path` reads it."""
    return forms.CharField(
        label="Path", required=False, max_length=512, help_text="Empty is /.", widget=forms.TextInput(attrs=AS_TYPED)
    )


def policy_field(label: str = "Policy") -> forms.CharField:
    """The field for a policy's text, kept as typed: spaces count, as remarks and traces point into it."""
    widget = forms.Textarea(attrs={**AS_TYPED, "rows": 14, "data-policy-kind": PolicyKind.IDENTITY.value})
    return forms.CharField(label=label, strip=False, max_length=LONGEST_POLICY, widget=widget)


class ThingForm(TypedForm):
    """What all of these forms have: the account, and problems of the cloud shown at their fields.

    `thing`, which each of them has, gives what was typed.
    """

    fields_of_problems = {
        "attached_policies": "attached", "permissions_boundary": "boundary", "max_session_duration": "duration",
        "other_versions": "versions",
    }  # fmt: skip
    thing: Callable[[], Thing]

    def __init__(self, account: Account, *args: Any, kind: Kind, old: Thing | None = None, **kwargs: Any) -> None:
        """Take the account, the kind, and the thing that is being changed, if one is."""
        if old is not None:
            kwargs.setdefault("initial", self.initial_of(old))
        super().__init__(*args, **kwargs)
        self.account, self.kind, self.old = account, kind, old
        self.prepare()
        if old is not None and not isinstance(old, (User, Group)):
            self._lock("name", f"It stays: AWS cannot rename {kind.a_one}. Create another one and delete this one.")
            self._lock("path", "It stays: IAM changes paths of users and groups alone.")

    def _lock(self, name: str, reason: str) -> None:
        if name in self.fields:
            self.fields[name].disabled, self.fields[name].help_text = True, reason

    def prepare(self) -> None:
        """Fill choices from the account."""

    @property
    def offers(self) -> tuple[str, ...]:
        """The managed policies to choose from, where the form attaches some."""
        return policy_offers(self.account) if "attached" in self.fields else ()

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a thing."""
        return {
            "name": thing.name,
            "path": getattr(thing, "path", "/"),
            "tags": tag_lines(getattr(thing, "tags", ())),
            "region": getattr(thing, "region", ""),
        }

    def typed_path(self) -> str:
        """The path as typed; empty is the root."""
        return self.typed("path") or "/"


def tag_lines(tags: Tags) -> str:
    """Tags as somebody would type them."""
    return "\n".join(f"{key} = {value}" for key, value in tags)


ATTACH_HELP = "ARNs, one a line, such as arn:aws:iam::aws:policy/ReadOnlyAccess. More are listed below."
TAGS_HELP = "One a line: key = value."
