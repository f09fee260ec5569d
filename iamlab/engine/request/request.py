"""One request: who asks for which action on which resource, owned by whom, in which context."""

from dataclasses import dataclass
from functools import cached_property

from iamlab.engine.arn import Arn, parse_arn
from iamlab.engine.request.context import RequestContext
from iamlab.engine.request.principals import (
    IamUser,
    Principal,
    PrincipalKind,
    RoleSession,
    is_service_linked,
)


@dataclass(frozen=True)
class Request:
    """A request with everything that follows from it already in its context.

    `resource` is an ARN, or `*` for an action without resource-level permissions (M18); `owner` is the account that the
    resource belongs to (D64).
    """

    principal: Principal
    action: str
    resource: str
    owner: str
    context: RequestContext

    @cached_property
    def service(self) -> str:
        """The action's service prefix in lower case (M1)."""
        return self.action.partition(":")[0].lower()

    @cached_property
    def operation(self) -> str:
        """The action's name in lower case, without its prefix (M1)."""
        return self.action.partition(":")[2].lower()

    @cached_property
    def resource_arn(self) -> Arn | None:
        """The resource as an ARN; None for `*`."""
        return parse_arn(self.resource)

    @cached_property
    def same_account(self) -> bool:
        """Whether caller and resource belong to one account; never so for callers without an account."""
        return self.principal.account == self.owner

    @cached_property
    def assumes_root(self) -> bool:
        """Whether the root user of an account is assumed: it has no policy of its own, the caller's decide (S50)."""
        return self.service == "sts" and self.operation == "assumeroot"

    @cached_property
    def needs_both_sides(self) -> bool:
        """Whether the resource's account has to allow beside the caller's (D30)."""
        return not self.same_account and not self.assumes_root

    @cached_property
    def assumes_a_role(self) -> bool:
        """Whether the role's trust policy is the resource policy of this request (S1, S20, S25)."""
        arn = self.resource_arn
        if self.service != "sts" or arn is None or arn.service != "iam" or not arn.resource.startswith("role/"):
            return False
        return self.operation.startswith("assumerole") or self.operation in (
            "tagsession",
            "setsourceidentity",
            "setcontext",
        )

    @cached_property
    def uses_a_key(self) -> bool:
        """Whether a KMS key's policy has to take part (D70, D74)."""
        arn = self.resource_arn
        return self.service == "kms" and arn is not None and arn.service == "kms" and arn.resource.startswith("key/")

    @cached_property
    def needs_resource_policy(self) -> bool:
        """Whether nothing is possible without an Allow of the resource's own policy (D15, D20, D35)."""
        return self.assumes_a_role or self.uses_a_key or not self.has_identity_side

    @cached_property
    def has_identity_side(self) -> bool:
        """Whether the caller has policies of its own that could allow the request (D14, D15, S11)."""
        return self.principal.kind in (
            PrincipalKind.USER,
            PrincipalKind.ROLE_SESSION,
            PrincipalKind.FEDERATED_USER,
            PrincipalKind.ROOT,
        )

    @cached_property
    def by_service_linked_role(self) -> bool:
        """Whether a service-linked role makes the request: no SCP and no RCP applies then (D16, D41, D61)."""
        return isinstance(self.principal, RoleSession) and self.principal.service_linked

    @cached_property
    def on_service_linked_role(self) -> bool:
        """Whether a service-linked role is being assumed (D61)."""
        return self.assumes_a_role and is_service_linked(self.resource)

    @cached_property
    def boundary_applies(self) -> bool:
        """Whether the caller is of a kind that can have a permissions boundary (G27, D13, D16)."""
        if isinstance(self.principal, RoleSession):
            return not self.principal.service_linked
        return isinstance(self.principal, IamUser) or self.principal.kind is PrincipalKind.FEDERATED_USER
