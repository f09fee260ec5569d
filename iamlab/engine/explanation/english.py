"""The phrase table in English: every reason of a trace, and the sentences around them.

Values come in backticks. `{what}` is the action and its resource, `{caller}` who asks, `{holder}` whose policies count.
"""

from iamlab.engine.explanation.english_decisions import DECISIONS
from iamlab.engine.explanation.phrases import Phrases

_PATTERNS = {
    "matches": "the same",
    "matches_everything": "`*` covers everything",
    "matches_by_wildcard": "the wildcard covers it",
    "other_service": "other service, {service}",
    "other_action": "other action, {asked}",
    "no_service_prefix": "no service prefix, so it names no action",
    "other_partition": "other partition, {partition}",
    "other_region": "other Region, {region}",
    "other_account": "other account, {account}",
    "other_account@principal": "other account than the caller's, {account}",
    "other_resource_type": "other type of resource, {asked}",
    "other_bucket": "other bucket, {bucket}",
    "other_object": "other object, {object}",
    "other_resource": "other resource, {asked}",
    "other_case": "upper and lower case differ from {asked}",
    "bucket_not_objects": "it names the bucket, and the request is about an object in it",
    "objects_not_bucket": "it covers objects, and the request is about the bucket itself",
    "no_resource_level": "{action} takes no resource, so only `*` covers it",
    "not_an_arn": "it is no ARN",
    "unresolved_variable": "the request has no value for {variable}",
    "variable_not_allowed_here": "a variable has its meaning only after the fifth colon",
    "names_caller": "it names the caller",
    "names_role": "it names the role of the session",
    "names_creator": "it names the user who asked for the session",
    "names_account": "it names the caller's account",
    "names_everyone": "it names everybody",
    "names_unique_id": "it is the caller's unique id",
    "other_principal": "other principal, {asked}",
    "role_is_not_session": "it names a role, and the caller is another session",
    "other_session": "other session of the same role, {asked}",
    "not_a_service_call": "it names a service, and no service makes this call",
    "not_a_federated_call": "it names an identity provider, and the caller does not come from one",
    "wildcard_in_principal": "a wildcard inside a principal covers nobody",
    "group_is_no_principal": "a group is never a principal",
    "service_not_in_aws_star": '`{{"AWS": "*"}}` does not reach services',
    "endpoint_account_means_root": "at a gateway endpoint an account means its root user only",
    "canonical_user_not_modelled": "this simulator does not model canonical user ids",
    "value_matches": "the value fits",
    "value_differs": "other value, {asked}",
    "value_differs_in_case": "upper and lower case differ from {asked}",
    "wildcard_is_literal": "`*` and `?` are plain characters for {operator}",
    "value_unreadable": "not a value that {operator} can read",
}

_ELEMENTS = {
    "listed": "{name} {written} matches {asked}.",
    "listed@exact": "{name} {written} matches exactly.",
    "listed@everything": "{name} {written} matches everything.",
    "listed@negated": "{name} lists {written}, which covers {asked}: the statement is about everything else.",
    "listed@principal": "{name} {written} matches {asked}: {why}.",
    "not_listed": "{name} {written} does not match: {why}.",
    "not_listed@several": "{name}: none of {count} values matches {asked}; the nearest is {written}: {why}.",
    "not_listed@negated": "{name} does not list {asked}, so the statement covers it.",
    "spared": "{name} lists {written}: {why}, so the statement is about everybody else.",
    "not_spared": "{name} does not list {asked}, so the statement is about this caller too.",
    "boundary_is_never_spared": "{name} lists {written}, but a caller with a permissions boundary is denied all the "
    "same.",
    "empty_element": "{name} is an empty list, which matches nothing.",
    "empty_element@negated": "{name} is an empty list: it leaves nothing out, so the statement covers {asked}.",
    "element_missing": "No `Resource` is written, so the statement is about no resource.",
    "own_resource": "No `Resource` is written: the statement is about the resource that carries it, {asked}.",
}

_CONDITIONS = {
    "any_value_matches": "{key} is {asked}, and {operator} asks for {written}: the condition holds.",
    "any_value_matches@negated": "{key} is {asked}, and {operator} asks for anything but {written}: the condition "
    "fails.",
    "no_value_matches": "{key} is {asked}, and {operator} asks for {written}: the condition fails.",
    "no_value_matches@negated": "{key} is {asked}, and {operator} asks for anything but {written}: the condition "
    "holds.",
    "no_value_matches@quantified": "No value of {key} ({asked}) satisfies {operator} {written}: the condition fails.",
    "all_values_match": "Every value of {key} ({asked}) satisfies {operator} {written}: the condition holds.",
    "some_value_fails": "Not every value of {key} ({asked}) satisfies {operator} {written}: the condition fails.",
    "some_value_matches": "A value of {key} ({asked}) satisfies {operator} {written}: the condition holds.",
    "no_values_to_check": "The request has no values of {key}: {operator} holds for an empty set.",
    "no_values_to_check@any": "The request has no values of {key}, and {operator} needs at least one: the condition "
    "fails.",
    "no_values_written": "{operator} lists no value for {key}, so nothing equals it: the condition {holds}.",
    "key_missing": "the request has no {key}",
    "key_missing@unknown": "The request does not tell {key}, and {operator} needs it to be {written}: the condition "
    "fails.",
    "key_missing@absent": "The request carries no {key}, and {operator} needs it to be {written}: the condition fails.",
    "key_missing_negated": "The request carries no {key}, so it is not {written}: {operator} holds.",
    "key_missing_negated@unknown": "The request does not tell {key}; without a value it is not {written}: {operator} "
    "holds.",
    "key_missing_if_exists": "The request carries no {key}, and {operator} holds for a missing key.",
    "key_missing_if_exists@unknown": "The request does not tell {key}, and {operator} holds for a missing key.",
    "key_exists": "The request has {key}, and {operator} {written} asks whether it is missing: the condition {holds}.",
    "key_does_not_exist": "The request has no {key}, and {operator} {written} asks whether it is missing: the "
    "condition {holds}.",
    "set_prefix_decides": "{operator} {holds} whatever the request has: the set prefix alone decides.",
    "condition.present": "{key} is {asked}",
    "condition.unknown": "the request does not tell {key}",
    "holds": "holds",
    "fails": "fails",
    "hint.value_differs_in_case": "Upper and lower case differ.",
    "hint.wildcard_is_literal": "{operator} takes {written} letter by letter; use {like} for wildcards.",
    "hint.value_unreadable": "{written} is not a value that {operator} can read.",
    "hint.unresolved_variable": "{written} has no value in this request.",
}

_STORY = {
    "sweep.start": "First every policy is searched for a Deny that applies.",
    "sweep.no_deny": "No Deny statement stands in any policy that has a say here.",
    "sweep.none_applies": "No Deny statement applies: the gates are asked for an Allow, one by one.",
    "sweep.denies": "{statement} of {policy} denies: no Allow anywhere can change that.",
    "sweep.excepted": "{statement} of {policy} denies, but a rule of AWS puts this request beyond it.",
    "statement.allows": "{statement} applies: it allows.",
    "statement.denies": "{statement} applies: it denies.",
    "folded.one": "One more {effect} statement does not apply.",
    "folded.many": "{count} more {effect} statements do not apply.",
    "folded.other_actions": "{count} {effect} statements are about other actions.",
    "near.counts": "{matched} of {total} elements matched",
    "note.context": "This depends on {key}, which the request does not tell.",
    "text.message": "AWS says: {message}",
    "text.step": "{number}. {sentence}",
    "text.doubt": "AWS leaves this open ({rule}): {text}",
}

_WORDS = {
    "nothing": "nothing",
    "list.or": "or",
    "list.and": "and",
    "list.others": "{count} others",
    "gate.allow": "allow",
    "gate.deny": "denies",
    "gate.no_allow": "no allow",
    "gate.not_applicable": "not applicable",
    "gate.none_applies": "none applies",
    "verdict.allow": "Allowed",
    "verdict.explicit_deny": "Denied explicitly",
    "verdict.implicit_deny": "Denied implicitly",
}

_NAMES = {
    "what": "{action} on {resource}",
    "what.alone": "{action}",
    "statement.sid": "statement {sid}",
    "statement.number": "statement {number}",
    "policy.identity": "the identity policy {name}",
    "policy.boundary": "the permissions boundary {name}",
    "policy.session": "the session policy {name}",
    "policy.resource": "the resource policy {name}",
    "policy.key": "the key policy {name}",
    "policy.trust": "the trust policy {name}",
    "policy.scp": "the service control policy {name}",
    "policy.rcp": "the resource control policy {name}",
    "policy.vpc_endpoint": "the VPC endpoint policy {name}",
    "level.unnamed": "one level",
    "policy.at": "{policy} at {level}",
    "caller.user": "{name}",
    "caller.role_session": "{name}, a session of the role {role},",
    "caller.federated_user": "the federated user {name}",
    "caller.root": "the root user of account {account}",
    "caller.service": "the service {name}",
    "caller.saml": "somebody from the SAML provider {name}",
    "caller.web_identity": "somebody from the identity provider {name}",
    "caller.anonymous": "an anonymous caller",
    "holder.role_session": "the role {role}",
    "holder.federated_user": "the user {issuer}",
    "holder.federated_user.unknown": "the user who asked for the session",
}

ENGLISH: Phrases = {**_PATTERNS, **_ELEMENTS, **_CONDITIONS, **_STORY, **_WORDS, **_NAMES, **DECISIONS}
