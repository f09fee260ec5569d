"""Decides AWS requests as AWS documents it, and explains every step.

>>> case = read_case({
...     "request": {
...         "principal": "arn:aws:iam::111122223333:user/ana",
...         "action": "s3:GetObject",
...         "resource": "arn:aws:s3:::reports/q1.csv",
...     },
...     "identity_policies": [{"name": "none", "document": {"Version": "2012-10-17", "Statement": []}}],
... })
>>> evaluate(case).decision.value
'implicit_deny'

This module is the door: everything else in the package is a room behind it. Three more doors are opened only by
whoever needs them, because what is behind them takes time to load: `iamlab.engine.catalog`, to what AWS's services
offer, `iamlab.engine.lint`, to remarks on policies, and `iamlab.engine.writing`, to help in writing them. Standard
library only.
"""

from iamlab.engine.arn import Arn, is_account_id, parse_arn
from iamlab.engine.cases import CaseProblem, UnreadableCase, read_case, resource_policy_kind
from iamlab.engine.conditions.values import value_mistake
from iamlab.engine.evaluation.case import Case, PolicyLevel
from iamlab.engine.evaluation.decision import Verdict
from iamlab.engine.evaluation.evaluate import decide, evaluate, is_allowed, verdict_of
from iamlab.engine.explanation.english import ENGLISH
from iamlab.engine.explanation.explain import explain
from iamlab.engine.explanation.gates import deciding_statements
from iamlab.engine.explanation.message import message_of
from iamlab.engine.explanation.model import (
    Explanation,
    GateSentence,
    NearMiss,
    Note,
    NoteKind,
    StateWord,
    Step,
    StepKind,
)
from iamlab.engine.explanation.phrases import Phrases
from iamlab.engine.explanation.plain_english import plain_english
from iamlab.engine.explanation.text import explain_text
from iamlab.engine.explanation.wire import WireForm, WireMessage, wire_message
from iamlab.engine.fixes.applying import after, text_after
from iamlab.engine.fixes.model import ChangeKind, Fix, PolicyChange, Reach, RequestChange
from iamlab.engine.fixes.search import smallest_fixes
from iamlab.engine.joint import JointEvaluation
from iamlab.engine.policy.documents import Effect, PolicyDocument, Statement
from iamlab.engine.policy.grammar import check_policy
from iamlab.engine.policy.kinds import PolicyKind
from iamlab.engine.policy.operators import Family
from iamlab.engine.policy.parsing import MAX_POLICY_LENGTH, parse_policy
from iamlab.engine.policy.reading import PolicyReading
from iamlab.engine.request.building import build_request
from iamlab.engine.request.context import Source
from iamlab.engine.request.mistakes import FieldMistake, action_mistake, resource_mistake
from iamlab.engine.request.principals import (
    Credentials,
    FederatedUser,
    IamUser,
    Principal,
    PrincipalProblem,
    RoleSession,
    RootUser,
    SamlIdentity,
    WebIdentity,
    parse_principal,
)
from iamlab.engine.request.request import Request
from iamlab.engine.rules import Rule, all_rules, rule
from iamlab.engine.saving import aws_words_of_refusal, refusal_of
from iamlab.engine.serialize import answer, to_dict, traced_answer
from iamlab.engine.syntax.diagnostics import Diagnostic, FindingType, caret_excerpt, closest, in_backticks
from iamlab.engine.syntax.json_node import JsonNode, locate
from iamlab.engine.syntax.json_reader import read_json
from iamlab.engine.syntax.numbers import exact_number
from iamlab.engine.syntax.positions import Position, Span
from iamlab.engine.trace import (
    ConditionTrace,
    Decision,
    ElementTrace,
    Evaluation,
    Gate,
    GateKind,
    GateOutcome,
    PatternTrace,
    PolicyTrace,
    Reason,
    StatementTrace,
)

__all__ = [
    "ENGLISH",
    "MAX_POLICY_LENGTH",
    "Arn",
    "Case",
    "CaseProblem",
    "ChangeKind",
    "ConditionTrace",
    "Credentials",
    "Decision",
    "Diagnostic",
    "Effect",
    "ElementTrace",
    "Evaluation",
    "Explanation",
    "Family",
    "FederatedUser",
    "FieldMistake",
    "FindingType",
    "Fix",
    "Gate",
    "GateKind",
    "GateOutcome",
    "GateSentence",
    "IamUser",
    "JointEvaluation",
    "JsonNode",
    "NearMiss",
    "Note",
    "NoteKind",
    "PatternTrace",
    "Phrases",
    "PolicyChange",
    "PolicyDocument",
    "PolicyKind",
    "PolicyLevel",
    "PolicyReading",
    "PolicyTrace",
    "Position",
    "Principal",
    "PrincipalProblem",
    "Reach",
    "Reason",
    "Request",
    "RequestChange",
    "RoleSession",
    "RootUser",
    "Rule",
    "SamlIdentity",
    "Source",
    "Span",
    "StateWord",
    "Statement",
    "StatementTrace",
    "Step",
    "StepKind",
    "UnreadableCase",
    "Verdict",
    "WebIdentity",
    "WireForm",
    "WireMessage",
    "action_mistake",
    "after",
    "all_rules",
    "answer",
    "aws_words_of_refusal",
    "build_request",
    "caret_excerpt",
    "check_policy",
    "closest",
    "decide",
    "deciding_statements",
    "evaluate",
    "exact_number",
    "explain",
    "explain_text",
    "in_backticks",
    "is_account_id",
    "is_allowed",
    "locate",
    "message_of",
    "parse_arn",
    "parse_policy",
    "parse_principal",
    "plain_english",
    "read_case",
    "read_json",
    "refusal_of",
    "resource_mistake",
    "resource_policy_kind",
    "rule",
    "smallest_fixes",
    "text_after",
    "to_dict",
    "traced_answer",
    "value_mistake",
    "verdict_of",
    "wire_message",
]
