"""What the elements of a policy and the operators of its conditions mean, a sentence each (sections 1 and 4)."""

from iamlab.engine.policy.kinds import NAMES_PRINCIPALS, PolicyKind
from iamlab.engine.policy.operators import BASES, Family, Quantifier, parse_operator

DOCUMENT = {
    "Version": "The version of the policy language. Write `2012-10-17`: without it variables are plain text.",
    "Id": "A name for the whole document. Some services want one.",
    "Statement": "One statement, or a list of them. Their order does not matter.",
}

STATEMENT = {
    "Sid": "A name for the statement, of letters and digits, used once in the document.",
    "Effect": "`Allow` or `Deny`. There is no default, and a Deny always wins.",
    "Principal": "Who the statement is about. Identity policies have none: they say it by where they hang.",
    "NotPrincipal": "Everybody but those named. AWS advises against it: use `Principal: *` with a condition.",
    "Action": "What may be done, as `service:Action`. `*` stands for any characters, `?` for one.",
    "NotAction": "Every action but those named.",
    "Resource": "What it may be done to, as ARNs.",
    "NotResource": "Every resource but those named.",
    "Condition": "When the statement applies: all operators and all keys have to hold, any one of a key's values.",
}

PRINCIPAL = {
    "AWS": "Accounts, users, roles and sessions, by ARN or by account id.",
    "Service": "AWS services, such as `lambda.amazonaws.com`.",
    "Federated": "People who come through an identity provider.",
    "CanonicalUser": "An account by the id that Amazon S3 gave it.",
}

VALUES = {
    "Effect": {"Allow": "Allows what the statement covers.", "Deny": "Denies it, whatever else allows it."},
    "Version": {
        "2012-10-17": "The current version of the language.",
        "2008-10-17": "The older one: variables are not replaced.",
    },
}

_FAMILIES = {
    Family.STRING: "Compares text letter by letter.",
    Family.STRING_IGNORE_CASE: "Compares text; upper and lower case are the same.",
    Family.STRING_LIKE: "Compares text; `*` and `?` are wildcards.",
    Family.NUMERIC: "Compares numbers.",
    Family.DATE: "Compares points in time, such as `2026-01-31T09:00:00Z`.",
    Family.BOOL: "Compares with `true` or `false`.",
    Family.BINARY: "Compares base64.",
    Family.IP: "Looks whether an address lies in a range, such as `203.0.113.0/24`.",
    Family.ARN: "Compares ARNs part by part; each part may have wildcards.",
    Family.NULL: "Looks whether the key is missing from the request: `true`, or there: `false`.",
}
_QUANTIFIERS = {
    Quantifier.ALL: "Every value in the request has to match; it also holds where the key is missing.",
    Quantifier.ANY: "One value in the request has to match; it fails where the key is missing.",
}


def statement_elements(kind: PolicyKind) -> dict[str, str]:
    """The elements that a statement of a kind of policy may have, and what each is."""
    hidden = set() if kind in NAMES_PRINCIPALS else {"Principal", "NotPrincipal"}
    if kind is PolicyKind.TRUST:
        hidden = {"Resource", "NotResource"}
    return {name: about for name, about in STATEMENT.items() if name not in hidden}


def operator_names() -> tuple[str, ...]:
    """Every condition operator, those that people write most in front."""
    plain = tuple(BASES)
    if_exists = tuple(f"{base}IfExists" for base in BASES if base != "Null")
    sets = tuple(f"{quantifier}:{base}" for quantifier in Quantifier for base in BASES if base != "Null")
    return (*plain, *if_exists, *sets)


def operator_about(name: str) -> str:
    """What an operator does; "" for what is none."""
    operator = parse_operator(name)
    if operator is None:
        return ""
    said = [_FAMILIES[operator.family]]
    if operator.negated:
        said.append("Holds where it does not match, and where the key is missing.")
    if operator.if_exists:
        said.append("Also holds where the key is missing.")
    if operator.quantifier:
        said.append(_QUANTIFIERS[operator.quantifier])
    return " ".join(said)
