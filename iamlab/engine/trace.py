"""The record of one decision: every gate, policy, statement, element, pattern and condition value, with its reason.

Facts and `Reason` keys only. Sentences are made in `explanation`, HTML in templates.
"""

from dataclasses import dataclass
from enum import StrEnum

from iamlab.engine.policy.documents import Effect, PolicyDocument
from iamlab.engine.request.context import KeyState
from iamlab.engine.request.request import Request
from iamlab.engine.syntax.positions import Span


class Decision(StrEnum):
    """What becomes of a request (D1, D2)."""

    ALLOW = "allow"
    EXPLICIT_DENY = "explicit_deny"
    IMPLICIT_DENY = "implicit_deny"


class GateKind(StrEnum):
    """One policy type's part in a decision, in the order of AWS's flow (D3, D6); `service` are rules no policy can
    change.
    """

    RCP = "rcp"
    SCP = "scp"
    VPC_ENDPOINT = "vpc_endpoint"
    RESOURCE = "resource"
    IDENTITY = "identity"
    BOUNDARY = "boundary"
    SESSION = "session"
    SERVICE = "service"


class GateOutcome(StrEnum):
    """What a gate says by itself, before the gates are combined."""

    ALLOW = "allow"
    DENY = "deny"
    NO_ALLOW = "no_allow"
    NOT_APPLICABLE = "not_applicable"


class PrincipalClass(StrEnum):
    """How closely a resource policy names the caller: it decides what the grant is worth (D21)."""

    ACCOUNT = "account"
    USER = "user"
    ROLE = "role"
    SESSION = "session"
    FEDERATED_SESSION = "federated_session"
    EVERYONE = "everyone"
    SERVICE = "service"
    PROVIDER = "provider"


class ElementKind(StrEnum):
    """Which part of a statement a trace entry is about."""

    PRINCIPAL = "principal"
    ACTION = "action"
    RESOURCE = "resource"


class Reason(StrEnum):
    """Why something is as it is. Each key has its sentence in `explanation`."""

    # patterns of Action and Resource
    MATCHES = "matches"
    MATCHES_EVERYTHING = "matches_everything"
    MATCHES_BY_WILDCARD = "matches_by_wildcard"
    OTHER_SERVICE = "other_service"
    OTHER_ACTION = "other_action"
    NO_SERVICE_PREFIX = "no_service_prefix"
    OTHER_PARTITION = "other_partition"
    OTHER_REGION = "other_region"
    OTHER_ACCOUNT = "other_account"
    OTHER_RESOURCE_TYPE = "other_resource_type"
    OTHER_BUCKET = "other_bucket"
    OTHER_OBJECT = "other_object"
    OTHER_RESOURCE = "other_resource"
    OTHER_CASE = "other_case"
    BUCKET_NOT_OBJECTS = "bucket_not_objects"
    OBJECTS_NOT_BUCKET = "objects_not_bucket"
    NO_RESOURCE_LEVEL = "no_resource_level"
    NOT_AN_ARN = "not_an_arn"
    UNRESOLVED_VARIABLE = "unresolved_variable"
    VARIABLE_NOT_ALLOWED_HERE = "variable_not_allowed_here"
    # elements
    LISTED = "listed"
    NOT_LISTED = "not_listed"
    SPARED = "spared"
    NOT_SPARED = "not_spared"
    EMPTY_ELEMENT = "empty_element"
    ELEMENT_MISSING = "element_missing"
    OWN_RESOURCE = "own_resource"
    BOUNDARY_IS_NEVER_SPARED = "boundary_is_never_spared"
    # principals
    NAMES_CALLER = "names_caller"
    NAMES_ROLE = "names_role"
    NAMES_CREATOR = "names_creator"
    NAMES_ACCOUNT = "names_account"
    NAMES_EVERYONE = "names_everyone"
    NAMES_UNIQUE_ID = "names_unique_id"
    OTHER_PRINCIPAL = "other_principal"
    OTHER_SESSION = "other_session"
    NOT_A_SERVICE_CALL = "not_a_service_call"
    NOT_A_FEDERATED_CALL = "not_a_federated_call"
    WILDCARD_IN_PRINCIPAL = "wildcard_in_principal"
    GROUP_IS_NO_PRINCIPAL = "group_is_no_principal"
    SERVICE_NOT_IN_AWS_STAR = "service_not_in_aws_star"
    ENDPOINT_ACCOUNT_MEANS_ROOT = "endpoint_account_means_root"
    CANONICAL_USER_NOT_MODELLED = "canonical_user_not_modelled"
    # condition values
    VALUE_MATCHES = "value_matches"
    VALUE_DIFFERS = "value_differs"
    VALUE_DIFFERS_IN_CASE = "value_differs_in_case"
    WILDCARD_IS_LITERAL = "wildcard_is_literal"
    VALUE_UNREADABLE = "value_unreadable"
    # conditions
    ANY_VALUE_MATCHES = "any_value_matches"
    NO_VALUE_MATCHES = "no_value_matches"
    KEY_MISSING = "key_missing"
    KEY_MISSING_NEGATED = "key_missing_negated"
    KEY_MISSING_IF_EXISTS = "key_missing_if_exists"
    KEY_EXISTS = "key_exists"
    KEY_DOES_NOT_EXIST = "key_does_not_exist"
    ALL_VALUES_MATCH = "all_values_match"
    SOME_VALUE_FAILS = "some_value_fails"
    SOME_VALUE_MATCHES = "some_value_matches"
    NO_VALUES_TO_CHECK = "no_values_to_check"
    NO_VALUES_WRITTEN = "no_values_written"
    SET_PREFIX_DECIDES = "set_prefix_decides"
    # gates
    GRANTED = "granted"
    DENIED_BY_STATEMENT = "denied_by_statement"
    NO_STATEMENT_APPLIES = "no_statement_applies"
    NO_POLICY = "no_policy"
    EMPTY_LEVEL = "empty_level"
    IMPLIED_FULL_ACCESS = "implied_full_access"
    ROOT_NEEDS_NO_POLICY = "root_needs_no_policy"
    NO_IDENTITY_SIDE = "no_identity_side"
    NONE_PASSED = "none_passed"
    FEDERATION_NEEDS_SESSION_POLICY = "federation_needs_session_policy"
    KIND_HAS_NONE = "kind_has_none"
    SERVICE_LINKED_ROLE = "service_linked_role"
    NOT_UNDER_SCPS = "not_under_scps"
    SERVICE_WITHOUT_RCPS = "service_without_rcps"
    RCP_EXEMPT_CALL = "rcp_exempt_call"
    NOT_THROUGH_ENDPOINT = "not_through_endpoint"
    # rules of services, of root and of credentials
    NO_SPECIAL_RULE = "no_special_rule"
    NEEDS_NO_PERMISSION = "needs_no_permission"
    ROOT_KEEPS_BUCKET_POLICY = "root_keeps_bucket_policy"
    ROOT_CANNOT_ASSUME = "root_cannot_assume"
    ONLY_ITS_SERVICE = "only_its_service"
    UNSIGNED = "unsigned"
    ROLE_SESSION_CANNOT_CALL = "role_session_cannot_call"
    SESSION_TOKEN_WITHOUT_MFA = "session_token_without_mfa"  # noqa: S105
    SESSION_TOKEN_STS = "session_token_sts"  # noqa: S105
    FEDERATED_USER_CANNOT_CALL = "federated_user_cannot_call"


@dataclass(frozen=True, slots=True)
class PatternTrace:
    """One written value compared with one value asked for. `resolved` is the text after variables (V1)."""

    text: str
    resolved: str
    matches: bool
    reason: Reason
    path: str
    span: Span | None
    unresolved_keys: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ElementTrace:
    """Principal, Action or Resource of a statement against the request.

    `name` is the element as written (`NotAction`), `asked` the request's value. Of a long list `patterns` holds what
    matched and the nearest others; `left_out` counts the rest.
    """

    kind: ElementKind
    name: str
    asked: str
    matches: bool
    reason: Reason
    patterns: tuple[PatternTrace, ...]
    left_out: int
    path: str
    span: Span | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConditionTrace:
    """One operator and key of a Condition block against the context. `asked` is empty when the key is missing."""

    operator: str
    key: str
    state: KeyState
    asked: tuple[str, ...]
    holds: bool
    reason: Reason
    patterns: tuple[PatternTrace, ...]
    path: str
    span: Span | None
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementTrace:
    """One statement: all its elements and conditions, whether it applies, and how closely it names the caller."""

    index: int
    sid: str | None
    effect: Effect
    elements: tuple[ElementTrace, ...]
    conditions: tuple[ConditionTrace, ...]
    applies: bool
    names_caller_as: PrincipalClass | None
    path: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class PolicyTrace:
    """One policy and its statements; `level` is the node of the organization that carries an SCP or RCP, else empty."""

    policy: PolicyDocument
    level: str
    statements: tuple[StatementTrace, ...]

    @property
    def allows(self) -> bool:
        """Whether an Allow statement applies."""
        return any(statement.applies and statement.effect is Effect.ALLOW for statement in self.statements)

    @property
    def denies(self) -> bool:
        """Whether a Deny statement applies."""
        return any(statement.applies and statement.effect is Effect.DENY for statement in self.statements)


@dataclass(frozen=True, slots=True)
class LevelTrace:
    """One level of SCPs or RCPs: at least one policy there has to allow (D43)."""

    target: str
    outcome: GateOutcome
    reason: Reason


@dataclass(frozen=True, slots=True)
class Gate:
    """One policy type's contribution: what it says by itself, and whether the decision rests on it."""

    kind: GateKind
    outcome: GateOutcome
    reason: Reason
    policies: tuple[PolicyTrace, ...] = ()
    levels: tuple[LevelTrace, ...] = ()
    grants: tuple[PrincipalClass, ...] = ()
    decisive: bool = False
    blocking: bool = False
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One request decided, with everything that was looked at on the way.

    `gates` are in the order of AWS's flow; every one is evaluated, also after one has decided. `notes` are ids of rules
    that AWS does not document and that this decision rests on. `blocked_by` is a smallest set of gates whose change
    would allow the request; `in_the_way` are all that it meets on its way to an Allow without a new resource policy.
    """

    request: Request
    same_account: bool
    gates: tuple[Gate, ...]
    decision: Decision
    decided_by: GateKind
    blocked_by: tuple[GateKind, ...]
    missing_context: tuple[str, ...]
    notes: tuple[str, ...] = ()
    in_the_way: tuple[GateKind, ...] = ()

    @property
    def allowed(self) -> bool:
        """Whether the request may go ahead."""
        return self.decision is Decision.ALLOW

    def gate(self, kind: GateKind) -> Gate:
        """The gate of a kind; every evaluation has all eight."""
        return next(gate for gate in self.gates if gate.kind is kind)
