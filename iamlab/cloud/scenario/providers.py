"""Instance profiles and identity providers as a scenario writes them."""

from collections.abc import Mapping

from iamlab.cloud.identities import InstanceProfile, OidcProvider, SamlProvider
from iamlab.cloud.names import ISSUER, ISSUER_HELP
from iamlab.cloud.scenario.fields import FieldReader
from iamlab.cloud.scenario.yaml_tree import Node, Scalar

PROVIDER_FIELDS = ("instance_profiles", "saml_providers", "oidc_providers")


class ProviderReader(FieldReader):
    """Reads what hands roles to instances and to people from elsewhere."""

    def instance_profiles(self, found: Mapping[str, Node]) -> tuple[InstanceProfile, ...]:
        """The instance profiles of an account."""
        return tuple(self.named(found.get("instance_profiles"), "`instance_profiles`", self._profile))

    def saml_providers(self, found: Mapping[str, Node]) -> tuple[SamlProvider, ...]:
        """The SAML providers of an account."""
        return tuple(self.named(found.get("saml_providers"), "`saml_providers`", self._saml))

    def oidc_providers(self, found: Mapping[str, Node]) -> tuple[OidcProvider, ...]:
        """The OIDC providers of an account, by their addresses."""
        return tuple(self.named(found.get("oidc_providers"), "`oidc_providers`", self._oidc, ISSUER, ISSUER_HELP))

    def _profile(self, name: Scalar, node: Node) -> InstanceProfile:
        found = self.fields(node, f"instance profile `{name.text}`", ("role", "path"))
        role = self.text(found["role"], "`role`") if "role" in found else None
        return InstanceProfile(name.text, role, self.path(found.get("path")))

    def _saml(self, name: Scalar, node: Node) -> SamlProvider:
        self.fields(node, f"SAML provider `{name.text}`", ())
        return SamlProvider(name.text)

    def _oidc(self, name: Scalar, node: Node) -> OidcProvider:
        found = self.fields(node, f"OIDC provider `{name.text}`", ("audiences",))
        return OidcProvider(name.text, tuple(each.text for each in self.texts(found.get("audiences"), "`audiences`")))
