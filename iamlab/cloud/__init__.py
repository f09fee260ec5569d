"""The simulated AWS: organization, accounts, identities, resources, sessions and time; what a request in it means.

A `Cloud` is a value: operations give another one, or say why AWS would refuse. A scenario file is where most begin, and
a request becomes a case for the engine:

    scenario = load_scenario(text, "scenario.yaml").scenario
    handshake = assume_role(scenario.cloud, scenario.you, role_arn, "ana")
    reading = case_for(handshake.cloud, handshake.session.arn, "s3:GetObject", object_arn)
    evaluation = evaluate(reading.case)

What a learner does wrong is a value in `problems`; exceptions are for programmers. This module is the door: everything
else in the package is a room behind it.
"""

from iamlab.cloud.account_checks import Thing
from iamlab.cloud.accounts import Account
from iamlab.cloud.assume_role import assume_role
from iamlab.cloud.assume_root import TASK_POLICIES, assume_root
from iamlab.cloud.attaching import (
    add_to_group,
    attach_policy,
    delete_inline_policy,
    detach_policy,
    put_inline_policy,
    remove_from_group,
    set_boundary,
)
from iamlab.cloud.cases import case_for
from iamlab.cloud.changes import Changed, change, create, delete, rename
from iamlab.cloud.cloud import Cloud, advance_clock
from iamlab.cloud.collecting import CaseReading
from iamlab.cloud.diff import AccessChange, AccessDiff, Standpoint, Turn, access_diff
from iamlab.cloud.events import Event, last_used, record
from iamlab.cloud.federation import (
    SamlAssertion,
    WebIdentityToken,
    assume_role_with_saml,
    assume_role_with_web_identity,
)
from iamlab.cloud.fixing import (
    Asked,
    ContextChange,
    Fix,
    FixKind,
    PolicyEdit,
    SessionChange,
    SideEffect,
    SideEffects,
    apply_fix,
    fixes_for,
    side_effects,
)
from iamlab.cloud.handshake import Half, Handshake
from iamlab.cloud.identities import (
    DEFAULT_MAX_SESSION_DURATION,
    AccessKey,
    Group,
    InlinePolicy,
    InstanceProfile,
    ManagedPolicy,
    OidcProvider,
    PolicyVersion,
    Role,
    SamlProvider,
    User,
)
from iamlab.cloud.organization import Attached, ControlPolicy, Member, Organization, Unit
from iamlab.cloud.organizing import (
    attach_control_policies,
    create_rcp,
    create_scp,
    create_unit,
    delete_unit,
    move_account,
)
from iamlab.cloud.parameters import AssumeRoleParameters
from iamlab.cloud.places import OwnerKind, Place, PolicyRef, PolicySlot, UnknownPolicy, parse_policy_ref
from iamlab.cloud.policies import policy_slot, policy_slots
from iamlab.cloud.policy_texts import set_policy_text
from iamlab.cloud.problems import ExpiredToken, NotModelled, PolicyProblem, Problem, RequestProblem
from iamlab.cloud.resources import Bucket, Resource, ResourceKind, Tags, VpcEndpoint, default_key_policy
from iamlab.cloud.revocation import revoke_sessions
from iamlab.cloud.scenario import NamedRequest, Scenario, ScenarioProblem, ScenarioReading, dump_scenario, load_scenario
from iamlab.cloud.service_roles import credentials_of_workload
from iamlab.cloud.sessions import AnySession, FederatedSession, Origin, Session, TokenSession
from iamlab.cloud.sizes import MAX_SESSIONS, size_problem, without_old_sessions
from iamlab.cloud.standing_in import ANYBODY, session_for, with_every_role_worn
from iamlab.cloud.state import InvalidState, from_state, to_state
from iamlab.cloud.tokens import CallerIdentity, Grant, caller_identity, get_federation_token, get_session_token
from iamlab.cloud.universe import Family, RepresentativeRequest, answers, universe

__all__ = [
    "ANYBODY",
    "DEFAULT_MAX_SESSION_DURATION",
    "MAX_SESSIONS",
    "TASK_POLICIES",
    "AccessChange",
    "AccessDiff",
    "AccessKey",
    "Account",
    "AnySession",
    "Asked",
    "AssumeRoleParameters",
    "Attached",
    "Bucket",
    "CallerIdentity",
    "CaseReading",
    "Changed",
    "Cloud",
    "ContextChange",
    "ControlPolicy",
    "Event",
    "ExpiredToken",
    "Family",
    "FederatedSession",
    "Fix",
    "FixKind",
    "Grant",
    "Group",
    "Half",
    "Handshake",
    "InlinePolicy",
    "InstanceProfile",
    "InvalidState",
    "ManagedPolicy",
    "Member",
    "NamedRequest",
    "NotModelled",
    "OidcProvider",
    "Organization",
    "Origin",
    "OwnerKind",
    "Place",
    "PolicyEdit",
    "PolicyProblem",
    "PolicyRef",
    "PolicySlot",
    "PolicyVersion",
    "Problem",
    "RepresentativeRequest",
    "RequestProblem",
    "Resource",
    "ResourceKind",
    "Role",
    "SamlAssertion",
    "SamlProvider",
    "Scenario",
    "ScenarioProblem",
    "ScenarioReading",
    "Session",
    "SessionChange",
    "SideEffect",
    "SideEffects",
    "Standpoint",
    "Tags",
    "Thing",
    "TokenSession",
    "Turn",
    "Unit",
    "UnknownPolicy",
    "User",
    "VpcEndpoint",
    "WebIdentityToken",
    "access_diff",
    "add_to_group",
    "advance_clock",
    "answers",
    "apply_fix",
    "assume_role",
    "assume_role_with_saml",
    "assume_role_with_web_identity",
    "assume_root",
    "attach_control_policies",
    "attach_policy",
    "caller_identity",
    "case_for",
    "change",
    "create",
    "create_rcp",
    "create_scp",
    "create_unit",
    "credentials_of_workload",
    "default_key_policy",
    "delete",
    "delete_inline_policy",
    "delete_unit",
    "detach_policy",
    "dump_scenario",
    "fixes_for",
    "from_state",
    "get_federation_token",
    "get_session_token",
    "last_used",
    "load_scenario",
    "move_account",
    "parse_policy_ref",
    "policy_slot",
    "policy_slots",
    "put_inline_policy",
    "record",
    "remove_from_group",
    "rename",
    "revoke_sessions",
    "session_for",
    "set_boundary",
    "set_policy_text",
    "side_effects",
    "size_problem",
    "to_state",
    "universe",
    "with_every_role_worn",
    "without_old_sessions",
]
