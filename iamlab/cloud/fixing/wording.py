"""What a change does, in one sentence that tells somebody to do it."""

from iamlab.engine import ChangeKind, GateKind, PolicyChange, RequestChange, in_backticks

_ASKING = {
    "aws:multifactorauthpresent": "Sign in with MFA and ask again",
    "aws:multifactorauthage": "Sign in with MFA again: it was too long ago",
    "aws:securetransport": "Ask over TLS",
    "sts:externalid": "Pass the external ID {value}",
    "aws:requestedregion": "Ask in the region {value}",
    "aws:sourceip": "Ask from {value}",
    "aws:sourcevpce": "Ask through the VPC endpoint {value}",
    "sts:rolesessionname": "Name the session {value}",
    "sts:sourceidentity": "Pass the source identity {value}",
    "iam:passedtoservice": "Pass the role to {value}",
}
_VERBS = {"Action": "do", "Resource": "reach", "Principal": "trust"}
_POLICIES = {
    GateKind.IDENTITY: "an inline policy",
    GateKind.RESOURCE: "a policy of the resource",
}


def sentence_of_request(change: RequestChange) -> str:
    """What to ask otherwise."""
    key, value = in_backticks(change.key), in_backticks(change.value)
    lowered = change.key.lower()
    if lowered.startswith("aws:principaltag/"):
        return f"Assume the role with the session tag {in_backticks(change.key.partition('/')[2])} = {value}"
    return _ASKING.get(lowered, "Ask with {key} = {value}").format(key=key, value=value)


def sentence_of(change: PolicyChange) -> str:
    """What to change in a policy."""
    name = change.sid or f"statement {(change.statement or 0) + 1}"
    values = " and ".join(map(in_backticks, change.values))
    match change.kind:
        case ChangeKind.VERSION:
            return "Write Version 2012-10-17, in which `${…}` is a variable"
        case ChangeKind.NEW_STATEMENT:
            return f"Allow {in_backticks(change.values[0])} in a statement of its own{_for_account(change)}"
        case ChangeKind.NEW_POLICY:
            return f"Allow {in_backticks(change.values[0])} in {_POLICIES.get(change.gate, 'a policy')}"
        case ChangeKind.REMOVE_STATEMENT:
            return f"Take {name} away"
        case ChangeKind.EXCEPTION if not change.values:
            return f"Take what is asked for out of {change.elements[0]} of {name}"
        case ChangeKind.EXCEPTION:
            return f"Spare {values} from {name}"
    if len(change.elements) > 1:
        return f"Let {name} also take {values}"
    element = change.elements[0]
    verb = _VERBS.get(element)
    return f"Let {name} {verb} {values}" if verb else f"Let {name} accept {values} for {in_backticks(element)}"


def _for_account(change: PolicyChange) -> str:
    """A key policy can hand the decision to the identity policies of its account (D71)."""
    return ", for whoever the account's IAM policies allow it" if len(change.values) > 2 else ""
