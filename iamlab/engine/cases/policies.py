"""The policies of a case."""

from collections.abc import Mapping

from iamlab.engine.cases.problems import CaseProblem, UnreadableCase, invalid, unknown_fields
from iamlab.engine.evaluation.case import PolicyLevel
from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.parsing import parse_policy

POLICY_FIELDS = ("name", "document", "arn")


def read_policies(data: Mapping[str, object], field: str, kind: PolicyKind) -> tuple[PolicyDocument, ...]:
    """The policies of a list field; none where it is missing."""
    raw = data.get(field)
    if raw is None:
        return ()
    if not isinstance(raw, list):
        raise invalid(field, f"`{field}` has to be a list of policies")
    return tuple(_read(item, kind, f"{field}[{index}]") for index, item in enumerate(raw))


def read_policy_field(data: Mapping[str, object], field: str, kind: PolicyKind) -> PolicyDocument | None:
    """The policy of a field; None where it is missing."""
    raw = data.get(field)
    return None if raw is None else _read(raw, kind, field)


def read_levels(data: Mapping[str, object], field: str, kind: PolicyKind) -> tuple[PolicyLevel, ...] | None:
    """The levels of `scps` or `rcps`, root first; None where the field is missing."""
    raw = data.get(field)
    if raw is None:
        return None
    if not isinstance(raw, list):
        raise invalid(field, f"`{field}` has to be a list of levels, root first")
    levels: list[PolicyLevel] = []
    for index, item in enumerate(raw):
        where = f"{field}[{index}]"
        if not isinstance(item, Mapping):
            raise invalid(where, f"`{where}` has to be an object with `target` and `policies`")
        unknown_fields(item, ("target", "policies"), where)
        target = item.get("target", "")
        if not isinstance(target, str):
            raise invalid(where, f"`{where}.target` has to be text")
        levels.append(PolicyLevel(target, read_policies(item, "policies", kind)))
    return tuple(levels)


def _read(raw: object, kind: PolicyKind, where: str) -> PolicyDocument:
    if not isinstance(raw, Mapping):
        raise invalid(where, f"`{where}` has to be an object with `name` and `document`")
    unknown_fields(raw, POLICY_FIELDS, where)
    name, arn, document = raw.get("name", where), raw.get("arn"), raw.get("document")
    if not isinstance(name, str) or not (arn is None or isinstance(arn, str)):
        raise invalid(where, f"`name` and `arn` of `{where}` have to be text")
    if not isinstance(document, (str, Mapping)):
        raise invalid(where, f"`{where}` has no `document`", "Give the policy as an object, or its text as a string.")
    reading = parse_policy(document, kind, name=name, arn=arn)
    if reading.document is None:
        first = reading.diagnostics[0]
        raise UnreadableCase(
            CaseProblem("MalformedPolicyDocument", first.message, first.help, where, name, reading.diagnostics)
        )
    return reading.document
