"""A statement read aloud: one line of plain English for whatever a statement can say."""

from collections.abc import Sequence

from iamlab.engine.arn import is_account_id, parse_arn
from iamlab.engine.explanation.phrases import quoted
from iamlab.engine.explanation.plain_conditions import plain_condition
from iamlab.engine.policy.documents import (
    Effect,
    PatternElement,
    PolicyDocument,
    PrincipalElement,
    PrincipalEntry,
    Statement,
)
from iamlab.engine.policy.kinds import SITS_ON_ITS_RESOURCE, PolicyKind
from iamlab.engine.variables import Variable, parse_template

_VERBS = {Effect.ALLOW: "Allows", Effect.DENY: "Denies"}
_OWN_RESOURCE = {
    PolicyKind.TRUST: "this role",
    PolicyKind.KEY: "this key",
    PolicyKind.RESOURCE: "the resource that carries the policy",
}
_KINDS = {"Service": "service", "Federated": "identity provider", "CanonicalUser": "canonical user"}


def plain_english(statement: Statement, document: PolicyDocument) -> str:
    """What a statement says, in one or two sentences.

    Values stand in backticks as written. What a variable stands for follows in a second sentence (V1).
    """
    line = f"{_VERBS[statement.effect]} {_actions(statement.action)} on {_resources(statement, document)}"
    if statement.principal:
        line += f" for {_principals(statement.principal)}"
    conditions = [plain_condition(clause) for clause in statement.conditions]
    if conditions:
        line += f", if {', and if '.join(conditions)}"
    return ". ".join([line, *_variables(statement, document)]) + "."


def _listed(texts: Sequence[str], last: str) -> str:
    return f"{', '.join(texts[:-1])} {last} {texts[-1]}" if len(texts) > 1 else "".join(texts)


def _principals(element: PrincipalElement) -> str:
    named = _listed([_principal(entry) for entry in element.entries], "and") or "nobody"
    return f"everybody except {named}" if element.negated else named


def _principal(entry: PrincipalEntry) -> str:
    if entry.value == "*":
        return f"every {_KINDS[entry.key]}" if entry.key in _KINDS else "everybody"
    if entry.key in _KINDS:
        return f"the {_KINDS[entry.key]} {quoted(entry.value)}"
    arn = parse_arn(entry.value)
    if is_account_id(entry.value):
        return f"the account {quoted(entry.value)}"
    if arn is None:
        return quoted(entry.value)
    return f"the account {quoted(arn.account)}" if arn.resource == "root" else _identity(arn.resource, entry.value)


def _identity(resource: str, written: str) -> str:
    """`user/ana` as the user `ana`; anything else as written."""
    kind, _, name = resource.partition("/")
    return f"the {kind} {quoted(written)}" if kind in ("user", "role") and name else quoted(written)


def _actions(element: PatternElement) -> str:
    if element.negated:
        spared = _listed([quoted(value) for value in element.values], "and")
        return f"every action except {spared}" if spared else "every action"
    return _listed([_action(value) for value in element.values], "and") or "no action"


def _action(value: str) -> str:
    prefix, _, name = value.partition(":")
    if value == "*":
        return "every action"
    return f"every {quoted(prefix)} action" if name == "*" and prefix.isalnum() else quoted(value)


def _resources(statement: Statement, document: PolicyDocument) -> str:
    element = statement.resource
    if element is None:
        return _OWN_RESOURCE.get(document.kind, "nothing, as no `Resource` is written")
    if element.values == ("*",) and not element.negated and document.kind in SITS_ON_ITS_RESOURCE:
        return _OWN_RESOURCE[document.kind]
    named = _listed([_resource(value) for value in element.values], "and")
    if element.negated:
        return f"everything except {named}" if named else "everything"
    return named or "nothing"


def _resource(value: str) -> str:
    if value == "*":
        return "everything"
    arn = parse_arn(value)
    if arn is None or arn.service != "s3" or arn.account or arn.region:
        return quoted(value)
    bucket, slash, key = arn.resource.partition("/")
    if "*" in bucket or "?" in bucket or "${" in bucket:
        return quoted(value)
    return _objects(bucket, key) if slash else f"the bucket {quoted(bucket)}"


def _objects(bucket: str, key: str) -> str:
    start = key.removesuffix("*")
    if key == "*":
        return f"every object in {quoted(bucket)}"
    if start == key and "*" not in key and "?" not in key:
        return f"the object {quoted(key)} in {quoted(bucket)}"
    if start != key and start.endswith("/") and "*" not in start and "?" not in start:
        return f"every object under {quoted(start)} in {quoted(bucket)}"
    return f"every object like {quoted(key)} in {quoted(bucket)}"


def _variables(statement: Statement, document: PolicyDocument) -> list[str]:
    """What each `${…}` of the statement stands for, or that it is plain text in the old language version."""
    values = [value for clause in statement.conditions for value in clause.values]
    values += statement.resource.values if statement.resource else ()
    found = {part.text: part for value in values for part in parse_template(value) if isinstance(part, Variable)}
    if not document.has_variables:
        return [f"{quoted(text)} is plain text, as the Version is not `2012-10-17`" for text in found]
    return [_variable(part) for part in found.values()]


def _variable(part: Variable) -> str:
    default = f", or {quoted(part.default)} if the request has none" if part.default is not None else ""
    return f"{quoted(part.text)} stands for the request's {quoted(part.name)}{default}"
