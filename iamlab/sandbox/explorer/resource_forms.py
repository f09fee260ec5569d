"""Forms for resources, VPC endpoints, instance profiles and identity providers."""

from dataclasses import replace
from typing import Any

from django import forms

from iamlab.cloud import (
    Bucket,
    InstanceProfile,
    OidcProvider,
    Resource,
    SamlProvider,
    Thing,
    VpcEndpoint,
    default_key_policy,
)

from ..typed import AS_TYPED
from .fields import TAGS_HELP, ThingForm, lines_field, name_field, path_field


class ResourceForm(ThingForm):
    """A resource of any kind but a bucket."""

    name = name_field()
    region = forms.CharField(label="Region", required=False, max_length=30, widget=forms.TextInput(attrs=AS_TYPED))
    tags = lines_field("Tags", TAGS_HELP)

    def prepare(self) -> None:
        """Objects have no region of their own."""
        self.fields["region"].initial = "eu-west-1"
        if self.kind.slug == "object":
            del self.fields["region"]
            self.fields["name"].help_text = "The bucket's name, a slash, and the object's key."

    def thing(self) -> Resource:
        """The resource as typed; a key gets the key policy that KMS gives one."""
        if self.kind.resource is None:
            raise ValueError(f"{self.kind.slug} is no kind of resource")
        old = self.old if isinstance(self.old, Resource) else None
        own = default_key_policy(self.account.id) if self.kind.slug == "key" else None
        policy = old.policy if old else own
        thing = Resource(self.kind.resource, self.typed("name"), policy, self.pairs("tags"))
        return replace(thing, region=self.typed("region") or "eu-west-1") if "region" in self.fields else thing


class BucketForm(ThingForm):
    """An S3 bucket."""

    name = name_field("Bucket name")
    tags = lines_field("Tags", TAGS_HELP)

    def thing(self) -> Bucket:
        """The bucket as typed."""
        return Bucket(self.typed("name"), self.old.policy if isinstance(self.old, Bucket) else None, self.pairs("tags"))


class EndpointForm(ThingForm):
    """A VPC endpoint."""

    name = name_field("Endpoint id")
    vpc = forms.CharField(label="VPC id", max_length=30, widget=forms.TextInput(attrs=AS_TYPED))
    service = forms.CharField(
        label="Service", max_length=40, help_text="Its prefix, such as s3.", widget=forms.TextInput(attrs=AS_TYPED)
    )

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of an endpoint."""
        return {"name": thing.name, "vpc": getattr(thing, "vpc", ""), "service": getattr(thing, "service", "")}

    def thing(self) -> VpcEndpoint:
        """The endpoint as typed."""
        policy = self.old.policy if isinstance(self.old, VpcEndpoint) else None
        return VpcEndpoint(self.typed("name"), self.typed("vpc"), self.typed("service"), policy)


class InstanceProfileForm(ThingForm):
    """An instance profile, which hands a role to EC2 instances."""

    name = name_field("Instance profile name")
    path = path_field()
    role = forms.ChoiceField(label="Role", required=False)

    def prepare(self) -> None:
        """Offer the account's roles."""
        role = self.fields["role"]
        if isinstance(role, forms.ChoiceField):
            role.choices = [("", "none"), *((each.name, each.name) for each in self.account.roles)]

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of an instance profile."""
        return ThingForm.initial_of(thing) | {"role": getattr(thing, "role", "") or ""}

    def thing(self) -> InstanceProfile:
        """The instance profile as typed."""
        return InstanceProfile(self.typed("name"), self.typed("role") or None, self.typed_path())


class SamlForm(ThingForm):
    """A SAML provider."""

    name = name_field("Provider name")

    def thing(self) -> SamlProvider:
        """The provider as typed."""
        return SamlProvider(self.typed("name"))


class OidcForm(ThingForm):
    """An OIDC provider."""

    name = name_field("Issuer, without https://")
    audiences = lines_field("Audiences", "One a line, such as sts.amazonaws.com.")

    @staticmethod
    def initial_of(thing: Thing) -> dict[str, Any]:
        """What the form shows of a provider."""
        return {"name": thing.name, "audiences": "\n".join(getattr(thing, "audiences", ()))}

    def thing(self) -> OidcProvider:
        """The provider as typed."""
        return OidcProvider(self.typed("name"), self.typed_lines("audiences"))
