"""A form for each way to a session. The simulated STS says what is wrong with a value, in AWS's words where known."""

from collections.abc import Mapping
from typing import Any

from django import forms

from iamlab.cloud import TASK_POLICIES, Account, Cloud, ResourceKind
from iamlab.engine import PolicyKind

from ..posted import LONGEST_POLICY
from ..typed import AS_TYPED, TypedForm


def _text(
    label: str, help: str = "", *, required: bool = False, longest: int = 2048, initial: str = ""
) -> forms.CharField:
    widget = forms.TextInput(attrs=AS_TYPED)
    return forms.CharField(
        label=label, help_text=help, required=required, max_length=longest, widget=widget, initial=initial
    )


def _lines(label: str, help: str) -> forms.CharField:
    widget = forms.Textarea(attrs={**AS_TYPED, "rows": 2})
    return forms.CharField(label=label, help_text=help, required=False, max_length=8192, widget=widget)


def _policy() -> forms.CharField:
    widget = forms.Textarea(attrs={**AS_TYPED, "rows": 5, "data-policy-kind": PolicyKind.SESSION.value})
    help = "It can only narrow what the session may do."
    return forms.CharField(
        label="Session policy", help_text=help, required=False, strip=False, max_length=LONGEST_POLICY, widget=widget
    )


class WayForm(TypedForm):
    """What the ways have in common; the cloud gives the choices."""

    fields_of_problems = {
        "role_arn": "role", "duration_seconds": "duration", "session_policy_arns": "policy_arns",
        "transitive_tag_keys": "transitive",
    }  # fmt: skip
    policy_field = "session_policy"

    title = ""
    about = ""

    def __init__(self, cloud: Cloud, caller: str, *args: Any, **kwargs: Any) -> None:
        """Take the cloud and who calls."""
        super().__init__(*args, **kwargs)
        self.cloud, self.caller = cloud, caller
        for name, choices in self.choices().items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = choices

    def choices(self) -> Mapping[str, list[tuple[str, str]]]:
        """The choices of the fields that the cloud fills."""
        return {"role": self.roles()} if "role" in self.fields else {}

    def roles(self) -> list[tuple[str, str]]:
        """All roles, with their accounts."""
        return [
            (account.arn(role), f"{role.name} in {account.name}, {account.id}")
            for account in self.cloud.accounts
            for role in account.roles
        ]

    def claims(self, name: str) -> dict[str, tuple[str, ...]]:
        """A field of lines `key = value`; a key written twice has two values."""
        found: dict[str, tuple[str, ...]] = {}
        for key, value in self.pairs(name):
            found[key] = (*found.get(key, ()), value)
        return found


class AssumeRoleForm(WayForm):
    """AssumeRole, in the same account, across accounts, or as a link of a chain."""

    title = "AssumeRole"
    about = "You have AWS credentials already, of a user or of another role, and ask for those of a role."
    role = forms.ChoiceField(label="Role")
    session_name = _text("Session name", required=True, longest=200)
    duration = forms.IntegerField(label="Duration in seconds", required=False, help_text="3600 where nothing is said.")
    external_id = _text("External ID", "What a third party passes to prove for whom it works.")
    mfa = forms.BooleanField(
        label="Give an MFA code", required=False, help_text="Any code counts: devices are simulated."
    )
    session_policy = _policy()
    policy_arns = _lines("Session policies by ARN", "One a line, ten at most.")
    tags = _lines("Session tags", "One a line: key = value.")
    transitive = _lines("Transitive tag keys", "Keys of tags that go along a chain, one a line.")
    source_identity = _text("Source identity", "Once set, it stays along a chain.")


class WorkloadForm(WayForm):
    """The role of an EC2 instance or a Lambda function."""

    title = "A service role"
    about = "A service wears the role for a workload: an instance by its profile, a function by its execution role."
    workload = forms.ChoiceField(label="Instance or function")
    role = forms.ChoiceField(label="Role")

    def choices(self) -> Mapping[str, list[tuple[str, str]]]:
        """Instances and functions, and roles."""
        kinds = (ResourceKind.INSTANCE, ResourceKind.FUNCTION)
        found = [
            (each.arn(account.id), f"{each.name} ({each.kind.value}) in {account.name}")
            for account in self.cloud.accounts
            for each in account.resources
            if each.kind in kinds
        ]
        return {"workload": found, "role": self.roles()}


class SamlForm(WayForm):
    """AssumeRoleWithSAML: an assertion of a company directory, simulated as claims."""

    title = "SAML 2.0"
    about = "The company directory vouches for somebody. Nobody needs an IAM user; the trust policy alone decides."
    provider = forms.ChoiceField(label="Provider")
    role = forms.ChoiceField(label="Role")
    session_name = _text(
        "Session name", "The directory sends it, usually the e-mail address.", required=True, longest=200
    )
    subject = _text("Subject", required=True, initial="ben")
    audience = _text("Audience", required=True, initial="https://signin.aws.amazon.com/saml")
    attributes = _lines("Further attributes", "One a line, such as saml:edupersonaffiliation = staff.")
    tags = _lines("Session tags", "One a line: key = value.")
    duration = forms.IntegerField(label="Duration in seconds", required=False)

    def choices(self) -> Mapping[str, list[tuple[str, str]]]:
        """SAML providers, and roles."""
        return {"provider": _providers(self.cloud, "saml"), "role": self.roles()}


class WebIdentityForm(WayForm):
    """AssumeRoleWithWebIdentity: a token of an OIDC issuer, simulated as claims."""

    title = "Web identity"
    about = (
        "An app's user, or a build, trades a token for a session. "
        "GitHub writes its subject in two forms: repo:owner/name:ref:…, or with numeric ids."
    )
    provider = forms.ChoiceField(label="Provider")
    role = forms.ChoiceField(label="Role")
    session_name = _text("Session name", required=True, longest=200)
    audience = _text("Audience (aud)", required=True, initial="sts.amazonaws.com")
    subject = _text("Subject (sub)", required=True, initial="repo:northwind/site:ref:refs/heads/main")
    claims_ = _lines("Further claims", "One a line: name = value.")
    duration = forms.IntegerField(label="Duration in seconds", required=False)

    def choices(self) -> Mapping[str, list[tuple[str, str]]]:
        """OIDC providers, and roles."""
        return {"provider": _providers(self.cloud, "oidc"), "role": self.roles()}


class FederationForm(WayForm):
    """GetFederationToken: a broker hands out what its user may do, cut by what it passes."""

    title = "A broker"
    about = (
        "A broker of your own calls GetFederationToken with a user's long-term keys. "
        "The session may do what both the user and the passed policy allow."
    )
    name = _text("Federated user's name", required=True, longest=200)
    session_policy = _policy()
    policy_arns = _lines("Session policies by ARN", "One a line, ten at most.")
    tags = _lines("Session tags", "One a line: key = value.")
    duration = forms.IntegerField(label="Duration in seconds", required=False, help_text="43200 where nothing is said.")


class SessionTokenForm(WayForm):
    """GetSessionToken: the same user with temporary credentials, mostly to add MFA."""

    title = "The same user with MFA"
    about = "GetSessionToken gives a user temporary credentials of their own, with the MFA keys in every request."
    mfa = forms.BooleanField(
        label="Give an MFA code", required=False, initial=True, help_text="Any code counts: devices are simulated."
    )
    duration = forms.IntegerField(label="Duration in seconds", required=False, help_text="43200 where nothing is said.")


class AssumeRootForm(WayForm):
    """AssumeRoot: fifteen minutes as the root user of a member account, for one task."""

    title = "A member account's root user"
    about = (
        "The management account calls AssumeRoot for one privileged task in a member account, "
        "such as to remove a bucket policy that locks everybody out. Nobody signs in as root."
    )
    target = forms.ChoiceField(label="Member account")
    task = forms.ChoiceField(label="Task", choices=[(arn, arn.rpartition("/")[2]) for arn in TASK_POLICIES])
    duration = forms.IntegerField(label="Duration in seconds", required=False, help_text="900 at most.")
    fields_of_problems = {**WayForm.fields_of_problems, "task_policy": "task"}

    def choices(self) -> Mapping[str, list[tuple[str, str]]]:
        """The accounts of the organization that it can be for."""
        organization = self.cloud.organization
        management = organization.management_account if organization else None
        members = organization.members if organization else ()
        found = [account for account in self.cloud.accounts if account.id in {member.account for member in members}]
        return {"target": [(each.id, f"{each.name}, {each.id}") for each in found if each.id != management]}


def _providers(cloud: Cloud, kind: str) -> list[tuple[str, str]]:
    def of(account: Account) -> list[str]:
        if kind == "saml":
            return [account.arn(each) for each in account.saml_providers]
        return [account.arn(each) for each in account.oidc_providers]

    return [(arn, f"{arn.rpartition('/')[2]} in {account.name}") for account in cloud.accounts for arn in of(account)]


WAYS: Mapping[str, type[WayForm]] = {
    "assume-role": AssumeRoleForm,
    "workload": WorkloadForm,
    "saml": SamlForm,
    "web-identity": WebIdentityForm,
    "broker": FederationForm,
    "session-token": SessionTokenForm,
    "assume-root": AssumeRootForm,
}
"""Each way by its name in addresses."""
