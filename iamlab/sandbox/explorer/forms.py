"""Which form makes which kind of thing."""

from collections.abc import Mapping

from .fields import ThingForm
from .identity_forms import GroupForm, ManagedPolicyForm, RoleForm, UserForm
from .kinds import Kind
from .resource_forms import BucketForm, EndpointForm, InstanceProfileForm, OidcForm, ResourceForm, SamlForm

FORMS: Mapping[str, type[ThingForm]] = {
    "user": UserForm,
    "group": GroupForm,
    "role": RoleForm,
    "policy": ManagedPolicyForm,
    "instance-profile": InstanceProfileForm,
    "saml-provider": SamlForm,
    "oidc-provider": OidcForm,
    "bucket": BucketForm,
    "endpoint": EndpointForm,
}
"""The form of each kind; every other kind is a resource."""


def form_of(kind: Kind) -> type[ThingForm]:
    """The form for things of a kind."""
    return FORMS.get(kind.slug, ResourceForm)
