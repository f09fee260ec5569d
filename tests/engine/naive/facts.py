"""What each gate says about a request by itself: does it deny, does it allow, whom does the resource policy grant."""

import json
from dataclasses import dataclass, field
from typing import Any

from tests.engine.naive.callers import Caller, caller_of, classes, spared
from tests.engine.naive.conditions import as_list, conditions_hold
from tests.engine.naive.context import Context
from tests.engine.naive.patterns import action_matches, resource_matches

RCP_SERVICES = [
    "aoss", "appconfig", "appstream", "autoscaling", "autoscaling-plans", "budgets", "clouddirectory",
    "cloudfront", "cloudsearch", "cloudtrail-data", "codeartifact", "codebuild", "codecommit", "codepipeline",
    "cognito-identity", "cognito-idp", "comprehend", "comprehendmedical", "compute-optimizer",
    "cost-optimization-hub", "dax", "dsql", "dynamodb", "ecr", "ecr-public", "events", "firehose", "fis",
    "fms", "gamelift", "health", "inspector-scan", "kendra", "kinesisvideo", "kms", "logs", "memorydb",
    "networkmonitor", "notifications", "opensearch", "pca-connector-ad", "personalize", "polly", "pricing",
    "resource-groups", "rolesanywhere", "s3", "secretsmanager", "servicediscovery", "signin", "sqs", "sts",
    "support", "swf", "textract", "timestream-influxdb", "transcribe", "transfer", "translate", "wafv2",
    "workspaces", "xray",
]  # fmt: skip
NO_RESOURCE_IS_THE_RESOURCE = ("resource", "key", "trust")
PERMISSIONS_ONLY = ("iam:passrole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext")
OWNER_ROOT_CALLS = ("s3:getbucketpolicy", "s3:putbucketpolicy", "s3:deletebucketpolicy")


@dataclass
class Facts:
    caller: Caller
    owner: str
    resource: str
    resource_kind: str = "resource"
    denies: set[str] = field(default_factory=set)
    granted: set[str] = field(default_factory=set)
    scp: bool = True
    vpc_endpoint: bool = True
    identity: bool = False
    boundary: bool = True
    session: bool = True
    always_allowed: bool = False
    owner_root: bool = False
    forbidden: bool = False
    assumes_root: bool = False

    @property
    def same_account(self) -> bool:
        return self.caller.account == self.owner


class Reader:
    def __init__(self, case: dict[str, Any]) -> None:
        self.case = case
        self.request = case["request"]
        self.action: str = self.request["action"].lower()
        self.resource = self.request["resource"]
        self.caller = caller_of(self.request)
        self.owner = owner_of(self.request, self.caller)
        self.context = Context(case, self.caller, self.owner)
        may_have_boundary = self.caller.kind in ("user", "role", "federated")
        self.boundary = case.get("permissions_boundary") if may_have_boundary else None

    def facts(self) -> Facts:
        facts = Facts(self.caller, self.owner, self.resource, self.resource_kind())
        facts.assumes_root = self.action == "sts:assumeroot"
        self.read_organization(facts)
        self.read_resource_side(facts)
        facts.forbidden = self.not_for_this_caller(facts)
        if self.caller.belongs_to_account:
            self.read_caller_side(facts)
            self.read_service_rules(facts)
        return facts

    def resource_kind(self) -> str:
        parts = self.resource.split(":", 5)
        on_role = len(parts) == 6 and parts[2] == "iam" and parts[5].startswith("role/")
        if on_role and (self.action.startswith("sts:assumerole") or self.action in PERMISSIONS_ONLY[1:]):
            return "trust"
        on_key = len(parts) == 6 and parts[2] == "kms" and parts[5].startswith("key/")
        return "key" if on_key else "resource"

    def read_organization(self, facts: Facts) -> None:
        if self.caller.belongs_to_account and self.caller.kind != "linked_role":  # D40, D41
            levels = [self.effects(level["policies"], "scp") for level in self.case.get("scps", [])]
            facts.scp = all("Allow" in level for level in levels)
            self.note_denies(facts, "scp", set().union(*levels))
        linked = self.caller.kind == "linked_role" or ":role/aws-service-role/" in self.resource
        if self.action.split(":")[0] in RCP_SERVICES and self.action != "kms:retiregrant" and not linked:  # D61, D63
            for level in self.case.get("rcps", []):
                self.note_denies(facts, "rcp", self.effects(level["policies"], "rcp"))

    def read_resource_side(self, facts: Facts) -> None:
        if "vpc_endpoint_policy" in self.case:
            effects = self.effects([self.case["vpc_endpoint_policy"]], "vpc_endpoint")
            facts.vpc_endpoint = "Allow" in effects
            self.note_denies(facts, "vpc_endpoint", effects)
        if "resource_policy" in self.case and not facts.assumes_root:  # S50: a root user has none
            for effect, found in self.applying(self.case["resource_policy"], facts.resource_kind):
                self.note_denies(facts, "resource", {effect})
                facts.granted |= found if effect == "Allow" else set()

    def read_caller_side(self, facts: Facts) -> None:
        if self.caller.has_identity_side:
            effects = self.effects(self.case.get("identity_policies", []), "identity")
            facts.identity = "Allow" in effects
            self.note_denies(facts, "identity", effects)
        if self.boundary:
            effects = self.effects([self.boundary], "boundary")
            facts.boundary = "Allow" in effects
            self.note_denies(facts, "boundary", effects)
        passed = self.case.get("session_policies", [])
        if self.caller.kind != "user" and (passed or self.caller.kind == "federated"):  # D12, D17, D26
            effects = self.effects(passed, "session")
            facts.session = "Allow" in effects
            self.note_denies(facts, "session", effects)

    def read_service_rules(self, facts: Facts) -> None:
        caller, action = self.caller, self.action
        long_term = caller.kind == "root" or (caller.kind == "user" and caller.credentials == "long_term")
        facts.always_allowed = action == "sts:getcalleridentity" or (action == "sts:getsessiontoken" and long_term)
        facts.owner_root = caller.kind == "root" and facts.same_account and action in OWNER_ROOT_CALLS
        if facts.owner_root:  # D91
            facts.denies -= {"resource"}
        facts.forbidden |= not facts.always_allowed and self.forbidden()

    def not_for_this_caller(self, facts: Facts) -> bool:
        """S7, S11, S63: unsigned calls of STS, and service-linked roles for anybody but a service."""
        linked = facts.resource_kind == "trust" and ":role/aws-service-role/" in self.resource
        unsigned = self.caller.kind == "anonymous" and self.action.startswith("sts:")
        return (linked and self.caller.kind != "service") or (unsigned and "assumerolewith" not in self.action)

    def forbidden(self) -> bool:
        """S7, S10, S40, S41, S50: what the caller's credentials cannot call, whatever policies say."""
        caller, action = self.caller, self.action
        if action in PERMISSIONS_ONLY:
            return False
        iam, sts = action.startswith("iam:"), action.startswith("sts:")
        if caller.kind == "root":
            return action in ("sts:assumerole", "sts:assumeroot")
        if caller.kind in ("role", "linked_role"):
            return action in ("sts:getfederationtoken", "sts:getsessiontoken")
        if caller.kind == "federated":
            return iam or sts
        without_mfa = iam and caller.credentials == "session_token"
        return without_mfa or (sts and caller.credentials != "long_term" and action != "sts:assumerole")

    @staticmethod
    def note_denies(facts: Facts, gate: str, effects: set[str]) -> None:
        facts.denies |= {gate} if "Deny" in effects else set()

    def effects(self, policies: list[dict[str, Any]], kind: str) -> set[str]:
        return {effect for policy in policies for effect, _ in self.applying(policy, kind)}

    def applying(self, policy: dict[str, Any], kind: str) -> list[tuple[str, set[str]]]:
        """Effect and matched principal classes of every statement that applies."""
        document = policy["document"]
        if isinstance(document, str):
            document = json.loads(document)
        variables = document.get("Version") == "2012-10-17"  # V1
        found = []
        for statement in as_list(document.get("Statement", [])):
            reached = self.principal_part(statement, kind)
            if reached and self.rest_applies(statement, kind, variables):
                found.append((statement["Effect"], reached))
        return found

    def principal_part(self, statement: dict[str, Any], kind: str) -> set[str]:
        if "NotPrincipal" in statement:
            bounded = statement["Effect"] == "Deny" and self.boundary  # M49
            return set() if spared(statement["NotPrincipal"], self.caller) and not bounded else {"star"}
        if "Principal" not in statement:
            return {"implied"}
        found = classes(statement["Principal"], self.caller)
        gateway = kind == "vpc_endpoint" and self.action.startswith(("s3:", "dynamodb:"))
        if gateway and self.caller.kind != "root":  # M50
            found -= {"account"}
        return found

    def rest_applies(self, statement: dict[str, Any], kind: str, variables: bool) -> bool:
        return (
            self.action_part(statement)
            and self.resource_part(statement, kind, variables)
            and conditions_hold(statement.get("Condition", {}), self.context.values, variables)
        )

    def action_part(self, statement: dict[str, Any]) -> bool:
        patterns = as_list(statement.get("Action", statement.get("NotAction")))
        return any(action_matches(pattern, self.action) for pattern in patterns) != ("NotAction" in statement)

    def resource_part(self, statement: dict[str, Any], kind: str, variables: bool) -> bool:
        if "Resource" not in statement and "NotResource" not in statement:
            return kind in NO_RESOURCE_IS_THE_RESOURCE
        completed = kind in ("identity", "boundary")
        patterns = as_list(statement.get("Resource", statement.get("NotResource")))
        values = self.context.values
        matched = any(resource_matches(text, self.resource, values, variables, completed) for text in patterns)
        return matched != ("NotResource" in statement)


def owner_of(request: dict[str, Any], caller: Caller) -> str:
    """The owner given, else the account in the ARN, else the caller's; `aws` in an ARN is nobody's account."""
    fields = request["resource"].split(":", 5)
    named = fields[4] if len(fields) == 6 and fields[4].isdigit() else None
    return request.get("resource_account") or named or caller.account or ""
