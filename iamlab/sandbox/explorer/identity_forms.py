"""Forms for users, groups, roles and their policies."""

from typing import Any

from django import forms

from iamlab.cloud import Group, InlinePolicy, ManagedPolicy, Role, Thing, User
from iamlab.engine import PolicyKind

from ..posted import clean
from ..typed import TypedForm
from .fields import (
    ATTACH_HELP,
    NEW_POLICY,
    TAGS_HELP,
    ThingForm,
    boundary_field,
    lines_field,
    name_field,
    path_field,
    policy_field,
)


class UserForm(ThingForm):
    """An IAM user."""

    name = name_field("User name")
    path = path_field()
    groups = forms.MultipleChoiceField(label="Groups", required=False, widget=forms.CheckboxSelectMultiple)
    attached = lines_field("Attached policies", ATTACH_HELP)
    boundary = boundary_field()
    console_access = forms.BooleanField(label="May sign in to the console with a password", required=False)
    mfa_devices = lines_field("MFA devices", "Names, one a line.")
    tags = lines_field("Tags", TAGS_HELP)

    def prepare(self) -> None:
        """Offer the account's groups, where it has any."""
        groups = self.fields["groups"]
        if isinstance(groups, forms.MultipleChoiceField):
            groups.choices = [(group.name, group.name) for group in self.account.groups]
            groups.help_text = "" if self.account.groups else "No groups yet."

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a user."""
        shown = ThingForm.initial_of(thing)
        if isinstance(thing, User):
            shown |= {
                "groups": list(thing.groups),
                "attached": "\n".join(thing.attached_policies),
                "boundary": thing.permissions_boundary or "",
                "console_access": thing.console_access,
                "mfa_devices": "\n".join(thing.mfa_devices),
            }
        return shown

    def thing(self) -> User:
        """The user as typed; inline policies and access keys stay as they are."""
        old = self.old if isinstance(self.old, User) else User("")
        return User(
            self.typed("name"), self.typed_path(), tuple(self.cleaned_data["groups"]), old.inline_policies,
            self.typed_lines("attached"), self.typed("boundary") or None, self.pairs("tags"),
            bool(self.cleaned_data["console_access"]), old.access_keys, self.typed_lines("mfa_devices"),
        )  # fmt: skip


class GroupForm(ThingForm):
    """A user group."""

    name = name_field("Group name")
    path = path_field()
    attached = lines_field("Attached policies", ATTACH_HELP)

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a group."""
        return ThingForm.initial_of(thing) | {"attached": "\n".join(getattr(thing, "attached_policies", ()))}

    def thing(self) -> Group:
        """The group as typed."""
        old = self.old if isinstance(self.old, Group) else Group("")
        return Group(self.typed("name"), self.typed_path(), old.inline_policies, self.typed_lines("attached"))


class RoleForm(ThingForm):
    """A role that is there; one is created in four steps."""

    name = name_field("Role name")
    path = path_field()
    description = forms.CharField(label="Description", required=False, max_length=1000)
    attached = lines_field("Attached policies", ATTACH_HELP)
    boundary = boundary_field()
    duration = forms.IntegerField(
        label="Maximum session duration, in seconds", min_value=3600, max_value=43_200, initial=3600
    )
    tags = lines_field("Tags", TAGS_HELP)

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a role."""
        shown = ThingForm.initial_of(thing)
        if isinstance(thing, Role):
            shown |= {
                "description": thing.description,
                "attached": "\n".join(thing.attached_policies),
                "boundary": thing.permissions_boundary or "",
                "duration": thing.max_session_duration,
            }
        return shown

    def thing(self) -> Role:
        """The role as typed, with the trust policy and the inline policies that it has."""
        old = self.old if isinstance(self.old, Role) else Role("", "")
        return Role(
            self.typed("name"), old.trust_policy, self.typed_path(), self.typed("description"), old.inline_policies,
            self.typed_lines("attached"), self.typed("boundary") or None, self.cleaned_data["duration"],
            self.pairs("tags"),
        )  # fmt: skip


class ManagedPolicyForm(ThingForm):
    """A customer managed policy. Its text is edited beside the decision afterwards."""

    name = name_field("Policy name")
    path = path_field()
    text = policy_field()
    versions = forms.MultipleChoiceField(
        label="Other versions",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Clear the ones to delete: a policy can be deleted once it has one version.",
    )

    def prepare(self) -> None:
        """Begin with a policy that can be saved; one that is there keeps its text, and offers its other versions."""
        self.fields["text"].initial = NEW_POLICY
        if self.old is not None:
            del self.fields["text"]
        versions = self.fields["versions"]
        kept = self.old.other_versions if isinstance(self.old, ManagedPolicy) else ()
        if kept and isinstance(versions, forms.MultipleChoiceField):
            versions.choices = [(str(each.number), f"v{each.number}") for each in kept]
        else:
            del self.fields["versions"]

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a policy."""
        versions = [str(each.number) for each in getattr(thing, "other_versions", ())]
        return ThingForm.initial_of(thing) | {"versions": versions}

    def clean(self) -> dict[str, Any]:
        """Refuse what AWS would not save."""
        cleaned = super().clean() or {}
        if "text" in cleaned:
            self.refuse_policy("text", PolicyKind.IDENTITY, managed=True)
        return cleaned

    def thing(self) -> ManagedPolicy:
        """The policy as typed."""
        old = self.old if isinstance(self.old, ManagedPolicy) else None
        if old:
            chosen = self.cleaned_data.get("versions", [])
            kept = tuple(each for each in old.other_versions if str(each.number) in chosen)
            return ManagedPolicy(self.typed("name"), old.text, self.typed_path(), old.version, kept)
        return ManagedPolicy(self.typed("name"), clean(self.cleaned_data["text"]), self.typed_path())


class InlinePolicyForm(TypedForm):
    """An inline policy for a user, a group or a role."""

    name = name_field("Policy name")
    text = policy_field()

    def clean(self) -> dict[str, Any]:
        """Refuse what AWS would not save."""
        cleaned = super().clean() or {}
        if "text" in cleaned:
            self.refuse_policy("text", PolicyKind.IDENTITY)
        return cleaned

    def policy(self) -> InlinePolicy:
        """The policy as typed."""
        return InlinePolicy(self.typed("name"), clean(self.cleaned_data["text"]))
