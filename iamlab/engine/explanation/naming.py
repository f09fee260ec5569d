"""What sentences call people, policies and statements: by their names, as the learner wrote them."""

from collections.abc import Iterable
from dataclasses import dataclass

from iamlab.engine.explanation.phrases import Wording, quoted
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.request.principals import FederatedUser, IamUser, RoleSession
from iamlab.engine.request.request import Request
from iamlab.engine.trace import StatementTrace


@dataclass(frozen=True, slots=True)
class Names:
    """The names that matter in one request."""

    wording: Wording
    request: Request

    @property
    def caller(self) -> str:
        """Who asks: `ana`, or the session and its role."""
        principal = self.request.principal
        return self.wording.say(
            f"caller.{principal.kind}",
            name=self.caller_name,
            role=quoted(self._role),
            account=quoted(principal.account or ""),
        )

    @property
    def caller_name(self) -> str:
        """Who asks, in one word where there is one."""
        principal = self.request.principal
        if isinstance(principal, (IamUser, FederatedUser)):
            return quoted(principal.name)
        return quoted(principal.session_name if isinstance(principal, RoleSession) else principal.arn)

    @property
    def holder(self) -> str:
        """Whose identity policies and boundary count: the user, the role, or who asked for a federated session."""
        principal = self.request.principal
        if isinstance(principal, RoleSession):
            return self.wording.say("holder.role_session", role=quoted(self._role))
        if isinstance(principal, FederatedUser):
            if principal.issuer_arn is None:
                return self.wording.say("holder.federated_user.unknown")
            return self.wording.say("holder.federated_user", issuer=quoted(principal.issuer_arn.rpartition("/")[2]))
        return self.caller

    @property
    def what(self) -> str:
        """The action and its resource; the action alone where it takes none."""
        request = self.request
        key = "what" if request.resource != "*" else "what.alone"
        return self.wording.say(key, action=quoted(request.action), resource=quoted(request.resource))

    def common(self) -> dict[str, str]:
        """The values that any phrase about this request may use."""
        request = self.request
        return {
            "caller": self.caller,
            "caller_name": self.caller_name,
            "holder": self.holder,
            "what": self.what,
            "action": quoted(request.action),
            "resource": quoted(request.resource),
            "account": quoted(request.principal.account or ""),
            "owner": quoted(request.owner),
        }

    def policy(self, policy: PolicyDocument, level: str = "") -> str:
        """A policy with its kind, and the node of the organization that carries it."""
        named = self.wording.say(f"policy.{policy.kind}", name=quoted(policy.name))
        return self.wording.say("policy.at", policy=named, level=quoted(level)) if level else named

    def levels(self, targets: Iterable[str]) -> str:
        """Nodes of the organization by name."""
        unnamed = self.wording.say("level.unnamed")
        return self.wording.joined([quoted(target) if target else unnamed for target in targets], "or")

    def statement(self, statement: StatementTrace) -> str:
        """A statement by its Sid, else by its number in the policy, counted from one."""
        if statement.sid:
            return self.wording.say("statement.sid", sid=quoted(statement.sid))
        return self.wording.say("statement.number", number=str(statement.index + 1))

    @property
    def _role(self) -> str:
        principal = self.request.principal
        return principal.role_arn.rpartition("/")[2] if isinstance(principal, RoleSession) else ""
