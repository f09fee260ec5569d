"""What AWS would say if a policy of a kind were saved: its grammar, the shapes of its values, its quota.

Reading accepts whatever can be decided; this is about the rest. Each module checks one subject and yields remarks.
"""

from collections.abc import Iterator

from iamlab.engine.policy.documents import PolicyDocument
from iamlab.engine.policy.grammar.actions import check_actions
from iamlab.engine.policy.grammar.conditions import check_conditions
from iamlab.engine.policy.grammar.header import check_header
from iamlab.engine.policy.grammar.principals import check_principals
from iamlab.engine.policy.grammar.quotas import check_size
from iamlab.engine.policy.grammar.remarks import Remark
from iamlab.engine.policy.grammar.resources import check_resources
from iamlab.engine.policy.grammar.sids import check_sids
from iamlab.engine.policy.grammar.text import check_characters
from iamlab.engine.policy.grammar.variables import check_variables
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.parsing import MAX_POLICY_LENGTH, parse_policy
from iamlab.engine.syntax.diagnostics import Diagnostic
from iamlab.engine.syntax.json_node import JsonNode
from iamlab.engine.syntax.json_reader import read_json


def check_policy(text: str, kind: PolicyKind, *, size_exempt: bool = False) -> tuple[Diagnostic, ...]:
    """Everything that is wrong with a policy's text for its kind, in the order of the text.

    For a policy that cannot be read these are the errors of reading, and nothing else. `size_exempt` lifts the quotas,
    as for AWS managed policies. Codes and types are those of IAM Access Analyzer where it has the check (L1 to L5).
    """
    limit = None if size_exempt else MAX_POLICY_LENGTH
    reading = parse_policy(text, kind, max_length=limit)
    tree = read_json(text, max_length=None).value
    if reading.document is None or tree is None:
        return reading.diagnostics
    found = [remark.placed(tree) for remark in _remarks(reading.document, tree)]
    found += check_characters(text, kind)
    if not size_exempt:
        found += check_size(text, kind)
    return tuple(sorted(found, key=lambda diagnostic: diagnostic.span.start.offset if diagnostic.span else 0))


def _remarks(document: PolicyDocument, tree: JsonNode) -> Iterator[Remark]:
    yield from check_header(document, tree)
    yield from check_sids(document)
    for statement in document.statements:
        yield from check_principals(statement, document, tree)
        yield from check_actions(statement, document)
        yield from check_resources(statement, document)
        yield from check_conditions(statement, tree)
        yield from check_variables(statement, document)
