"""Create role, in the four steps of AWS's console; every step carries what the others hold."""

import json
from typing import Any

from django import forms

from iamlab.cloud import DEFAULT_MAX_SESSION_DURATION, Account, Role
from iamlab.engine import PolicyKind

from ..posted import LONGEST_POLICY, clean
from ..typed import AS_TYPED, TypedForm
from .fields import ATTACH_HELP, boundary_field
from .policy_offers import policy_offers

STEPS = ("Trusted entity", "Permissions", "Name", "Review")
ENTITIES = {
    "service": "An AWS service",
    "account": "Another account, or this one",
    "web": "A web identity (OIDC)",
    "saml": "The company directory (SAML 2.0)",
    "custom": "A trust policy of your own",
}
SERVICES = {
    "ec2.amazonaws.com": "EC2: instances call AWS",
    "lambda.amazonaws.com": "Lambda: functions call AWS",
    "ecs-tasks.amazonaws.com": "ECS tasks",
    "states.amazonaws.com": "Step Functions",
    "events.amazonaws.com": "EventBridge",
}
_MONO = forms.TextInput(attrs=AS_TYPED)


class RoleStepsForm(TypedForm):
    """All four steps in one: `fields_of` says which of them a step shows."""

    fields_of_problems = {
        "trust_policy": "trust",
        "attached_policies": "attached",
        "permissions_boundary": "boundary",
    }
    policy_field = "trust"

    entity = forms.ChoiceField(
        label="Who is trusted", choices=list(ENTITIES.items()), initial="service", widget=forms.RadioSelect
    )
    service = forms.ChoiceField(label="Service", choices=list(SERVICES.items()), required=False)
    trusted_account = forms.CharField(label="Account id", required=False, max_length=12, widget=_MONO)
    external_id = forms.CharField(label="External ID, for a third party", required=False, max_length=1224, widget=_MONO)
    mfa = forms.BooleanField(label="Require MFA", required=False)
    provider = forms.ChoiceField(label="Identity provider", required=False)
    audience = forms.CharField(label="Audience (web identity)", required=False, max_length=255, widget=_MONO)
    subject = forms.CharField(label="Subject (web identity)", required=False, max_length=255, widget=_MONO)
    trust = forms.CharField(
        label="Trust policy of your own",
        required=False,
        strip=False,
        max_length=LONGEST_POLICY,
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 10, "data-policy-kind": PolicyKind.TRUST.value}),
    )
    attached = forms.CharField(
        label="Attached policies",
        required=False,
        help_text=ATTACH_HELP,
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 3}),
    )
    boundary = boundary_field()
    name = forms.CharField(label="Role name", required=False, max_length=64, widget=_MONO)
    path = forms.CharField(label="Path", required=False, help_text="Empty is /.", max_length=512, widget=_MONO)
    description = forms.CharField(label="Description", required=False, max_length=1000)
    duration = forms.IntegerField(
        label="Maximum session duration, in seconds", min_value=3600, max_value=43_200, initial=3600, required=False
    )
    tags = forms.CharField(
        label="Tags",
        required=False,
        help_text="One a line: key = value.",
        widget=forms.Textarea(attrs={**AS_TYPED, "rows": 2}),
    )

    def __init__(self, account: Account, *args: Any, **kwargs: Any) -> None:
        """Take the account that the role will be in."""
        super().__init__(*args, **kwargs)
        self.account = account
        providers = [account.arn(each) for each in account.saml_providers]
        providers += [account.arn(each) for each in account.oidc_providers]
        self.fields["trusted_account"].help_text = f"Empty is this account, {account.id}."
        provider = self.fields["provider"]
        if isinstance(provider, forms.ChoiceField):
            provider.choices = [("", "none"), *((arn, arn.rpartition(":")[2]) for arn in providers)]

    @property
    def offers(self) -> tuple[str, ...]:
        """The managed policies to choose from."""
        return policy_offers(self.account)

    def shown(self, step: int) -> list[forms.BoundField]:
        """The fields that a step shows. The name is required where it is asked for, and may be empty before."""
        self.fields["name"].required = "name" in fields_of(step)
        return [self[name] for name in fields_of(step)]

    def carried(self, step: int) -> list[forms.BoundField]:
        """The fields of the other steps, to go along hidden."""
        return [self[name] for name in self.fields if name not in fields_of(step)]

    def clean(self) -> dict[str, Any]:
        """Refuse what the step's own choice needs and does not have."""
        cleaned = super().clean() or {}
        entity = cleaned.get("entity")
        account = str(cleaned.get("trusted_account") or "")
        if entity == "account" and account and not (account.isdigit() and len(account) == 12):
            self.add_error("trusted_account", "Write the twelve digits of an account id.")
        if entity in ("web", "saml") and not cleaned.get("provider"):
            self.add_error("provider", "Choose a provider; create one in this account first.")
        if entity == "custom":
            self.refuse_policy("trust", PolicyKind.TRUST)
        return cleaned

    def trust_policy(self) -> str:
        """The trust policy that the choices write."""
        typed = self.cleaned_data
        if typed["entity"] == "custom":
            return clean(typed["trust"])
        statement: dict[str, Any] = {"Effect": "Allow"}
        conditions: dict[str, dict[str, str]] = {}
        match typed["entity"]:
            case "service":
                statement |= {"Principal": {"Service": typed["service"]}, "Action": "sts:AssumeRole"}
            case "account":
                account = typed["trusted_account"] or self.account.id
                statement |= {"Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "sts:AssumeRole"}
                if typed["external_id"]:
                    conditions["StringEquals"] = {"sts:ExternalId": typed["external_id"]}
                if typed["mfa"]:
                    conditions["Bool"] = {"aws:MultiFactorAuthPresent": "true"}
            case "saml":
                action = "sts:AssumeRoleWithSAML"
                statement |= {"Principal": {"Federated": typed["provider"]}, "Action": action}
                conditions["StringEquals"] = {"SAML:aud": "https://signin.aws.amazon.com/saml"}
            case "web":
                action = "sts:AssumeRoleWithWebIdentity"
                statement |= {"Principal": {"Federated": typed["provider"]}, "Action": action}
                host = typed["provider"].partition(":oidc-provider/")[2]
                keys = {f"{host}:aud": typed["audience"], f"{host}:sub": typed["subject"]}
                conditions["StringEquals"] = {key: value for key, value in keys.items() if value}
        if conditions:
            statement["Condition"] = conditions
        return json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2)

    def role(self) -> Role:
        """The role that the four steps describe."""
        return Role(
            self.typed("name"),
            self.trust_policy(),
            self.typed("path") or "/",
            self.typed("description"),
            attached_policies=tuple(dict.fromkeys(self.typed_lines("attached"))),
            permissions_boundary=self.optional("boundary"),
            max_session_duration=self.cleaned_data["duration"] or DEFAULT_MAX_SESSION_DURATION,
            tags=self.pairs("tags"),
        )

    @property
    def makes_a_profile(self) -> bool:
        """Whether the console would make an instance profile too: for roles of EC2 (G46)."""
        return self.cleaned_data.get("entity") == "service" and self.cleaned_data.get("service") == "ec2.amazonaws.com"


def fields_of(step: int) -> tuple[str, ...]:
    """The names of the fields of a step, from 1."""
    trusted = ("entity", "service", "trusted_account", "external_id", "mfa", "provider", "audience", "subject", "trust")
    return (trusted, ("attached", "boundary"), ("name", "path", "description", "duration", "tags"), ())[step - 1]
