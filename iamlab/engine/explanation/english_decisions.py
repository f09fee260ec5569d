"""The part of the English table that speaks of gates and of the decision."""

from iamlab.engine.explanation.phrases import Phrases

_GATES = {
    "granted": "{statement} of {policy} allows.",
    "granted@scp": "At every level of the organization a service control policy allows it.",
    "granted@rcp": "No resource control policy denies; AWS's own `RCPFullAWSAccess` allows at every level.",
    "granted@to_user": "{statement} of {policy} names {caller} and allows. In the same account that is enough.",
    "granted@to_role": "{statement} of {policy} names the role and allows. It needs no identity policy beside it; "
    "a permissions boundary and session policies still limit it.",
    "granted@to_session": "{statement} of {policy} names the session itself and allows. In the same account that is "
    "enough.",
    "granted@to_federated_session": "{statement} of {policy} names the federated session and allows. "
    "In the same account that is enough.",
    "granted@to_everyone": "{statement} of {policy} names everybody and allows. In the same account that is enough.",
    "granted@to_account": "{statement} of {policy} names the account {account} and allows: it leaves the decision to "
    "that account's own policies, which have to allow as well.",
    "granted@to_root": "{statement} of {policy} names the account {account}, and so its root user, and allows.",
    "granted@to_everyone_alone": "{statement} of {policy} names everybody and allows, and {caller} has no policies of "
    "its own: that is enough.",
    "granted@to_service": "{statement} of {policy} names the service and allows.",
    "granted@to_provider": "{statement} of {policy} names the identity provider and allows.",
    "granted@other_side": "{statement} of {policy} allows. Across accounts the caller's own account has to allow as "
    "well.",
    "granted@level": "At {levels} a policy allows.",
    "denied_by_statement@level": "At {levels} a policy denies.",
    "no_statement_applies@level": "At {levels} no policy allows {what}.",
    "denied_by_statement": "{statement} of {policy} denies.",
    "no_statement_applies": "{policies} does not allow {what}.",
    "no_statement_applies@identity": "No identity policy of {holder} allows {what}.",
    "no_statement_applies@session": "No session policy allows {what}; a session can do only what one of them allows.",
    "no_statement_applies@scp": "No service control policy at {levels} allows {what}; every level has to allow.",
    "no_statement_applies@optional": "{policies} has no statement that allows {what}. In the same account an identity "
    "policy is enough.",
    "no_policy": "There is no policy here.",
    "no_policy@rcp": "No resource control policies apply to account {owner}.",
    "no_policy@scp": "No service control policies apply: the caller's account is in no organization, or manages it.",
    "no_policy@resource": "{resource} has no resource policy, and across accounts both sides have to allow.",
    "no_policy@resource_needed": "{resource} has no policy of its own, and nothing else can open it.",
    "no_policy@no_resource": "{action} takes no resource, so there is no resource policy.",
    "no_policy@optional": "{resource} has no resource policy. In the same account an identity policy is enough.",
    "no_policy@root_user": "{resource} is a root user and has no policy of its own: the caller's policies decide.",
    "no_policy@identity": "No identity policy is attached to {holder}.",
    "no_policy@boundary": "{holder} has no permissions boundary.",
    "empty_level": "No service control policy is attached at {levels}, so nothing is allowed there.",
    "implied_full_access": "`RCPFullAWSAccess` is attached at every level and allows.",
    "root_needs_no_policy": "{caller} needs no identity policy.",
    "root_needs_no_policy@federated": "A root user asked for the session, and a root user needs no identity policy.",
    "no_identity_side": "{caller} has no identity policies.",
    "none_passed": "No session policy was passed.",
    "federation_needs_session_policy": "No session policy was passed, and a federated user can do nothing without one.",
    "kind_has_none": "{caller} can have no permissions boundary.",
    "kind_has_none@session": "No session policy can apply to {caller}.",
    "service_linked_role": "Service control policies do not apply to service-linked roles.",
    "service_linked_role@rcp": "Resource control policies do not apply to service-linked roles.",
    "not_under_scps": "Service control policies do not apply to {caller}.",
    "service_without_rcps": "Resource control policies do not reach {action}.",
    "rcp_exempt_call": "Resource control policies do not reach {what}.",
    "not_through_endpoint": "The request does not come through a VPC endpoint.",
    "identity.set_aside": "The session has the policies of {holder}; those of whoever assumed it are set aside.",
    "no_special_rule": "No rule of a service or of credentials settles this request beside the policies.",
    "needs_no_permission": "{action} needs no permission, and no policy can deny it.",
    "root_keeps_bucket_policy": "The root user of a bucket's account always manages its policy; only VPC endpoint and "
    "organization policies can stop it.",
    "root_cannot_assume": "A root user can call neither AssumeRole nor AssumeRoot.",
    "only_its_service": "A service-linked role is for its service alone, whatever its trust policy says.",
    "unsigned": "STS takes {action} from callers with credentials only.",
    "role_session_cannot_call": "The credentials of a role session cannot call {action}.",
    "session_token_without_mfa": "Credentials from `GetSessionToken` call IAM only if MFA was used for them.",
    "session_token_sts": "In STS, credentials from `GetSessionToken` call only `AssumeRole` and `GetCallerIdentity`.",
    "federated_user_cannot_call": "A federated user can call neither IAM nor STS.",
}

_DECISIONS = {
    "allow.identity": "Allowed by {statement} of {policy}.",
    "allow.root": "Allowed: {caller} needs no policy in its own account.",
    "allow.root_federated": "Allowed by {statement} of {policy}, for a session that a root user asked for.",
    "allow.resource": "Allowed by {statement} of {policy}: it names {named}.",
    "allow.both_accounts": "Allowed by both accounts: {account} by {own}, {owner} by {statement} of {policy}.",
    "allow.both_sides": "Allowed by both sides: {statement} of {policy} leaves the decision to the account, and "
    "{own} allows.",
    "allow.own": "{statement} of {policy}",
    "allow.own_root": "its root user, who needs no policy",
    "allow.service": "Allowed by a rule that no policy changes. {rule}",
    "named.account": "the account {account}",
    "named.user": "{caller_name}",
    "named.role": "the role",
    "named.session": "the session {caller_name}",
    "named.federated_session": "the federated session",
    "named.everyone": "everybody",
    "named.service": "the service",
    "named.provider": "the identity provider",
    "explicit_deny": "Denied explicitly by {statement} of {policy}.",
    "implicit_deny": "Denied implicitly: {policies} does not allow {what}.",
    "implicit_deny@identity": "Denied implicitly: no identity policy of {holder} allows {what}.",
    "implicit_deny@identity.none": "Denied implicitly: {holder} has no identity policy, so nothing allows {what}.",
    "implicit_deny@identity.granted_there": "Denied implicitly: {statement} of {policy} allows it, but account "
    "{account} has to allow it too, and no identity policy of {holder} allows {what}.",
    "implicit_deny@identity.none.granted_there": "Denied implicitly: {statement} of {policy} allows it, but account "
    "{account} has to allow it too, and {holder} has no identity policy.",
    "implicit_deny@identity.left_to_account": "Denied implicitly: {statement} of {policy} leaves the decision to the "
    "account, and no identity policy of {holder} allows {what}.",
    "implicit_deny@identity.none.left_to_account": "Denied implicitly: {statement} of {policy} leaves the decision to "
    "the account, and {holder} has no identity policy.",
    "implicit_deny@boundary": "Denied implicitly: {policies} of {holder} does not allow {what}.",
    "implicit_deny@session": "Denied implicitly: no session policy of {caller} allows {what}.",
    "implicit_deny@session.none": "Denied implicitly: {caller} got no session policy, and can do nothing without one.",
    "implicit_deny@scp": "Denied implicitly: no service control policy at {levels} allows {what}.",
    "implicit_deny@resource": "Denied implicitly: {policies} does not allow {caller} to call {action} on {resource}.",
    "implicit_deny@resource.none": "Denied implicitly: {resource} has no policy of its own that allows {caller} to "
    "call {action}.",
    "implicit_deny@resource.other_account": "Denied implicitly: account {owner} has to allow it too, and {policies} "
    "does not allow {caller} to call {action} on {resource}.",
    "implicit_deny@resource.none.other_account": "Denied implicitly: account {owner} has to allow it too, and "
    "{resource} has no policy of its own.",
    "implicit_deny@service": "Denied implicitly, whatever the policies say. {rule}",
}

DECISIONS: Phrases = {**_GATES, **_DECISIONS}
