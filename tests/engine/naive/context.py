"""The request context: keys that follow from the request, and keys that are known to be absent (C10 to C59)."""

from datetime import UTC, datetime
from typing import Any

from tests.engine.naive.callers import Caller
from tests.engine.naive.conditions import as_list, as_text

ENDPOINT_KEYS = (
    "aws:sourcevpc", "aws:sourcevpcarn", "aws:sourcevpce", "aws:vpcsourceip",
    "aws:vpceaccount", "aws:vpceorgid", "aws:vpceorgpaths",
)  # fmt: skip
FORWARDED_KEYS = ("aws:calledvia", "aws:calledviafirst", "aws:calledvialast")
SOURCE_KEYS = ("aws:sourcearn", "aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths")
SERVICE_NAME_KEYS = ("aws:principalservicename", "aws:principalservicenameslist")
INSTANCE_KEYS = ("aws:ec2instancesourcevpc", "aws:ec2instancesourceprivateipv4")
ROLES = ("role", "linked_role")
UNSIGNED = ("anonymous", "saml", "oidc", "web_identity")
"""Callers without an AWS identity of their own (S11, D67)."""
TYPES = {
    "root": "Account", "user": "User", "federated": "FederatedUser", "role": "AssumedRole",
    "linked_role": "AssumedRole", "anonymous": "Anonymous", "service": "AWSService",
}  # fmt: skip


class Context:
    """`values` by lower-case key; `unknown(key)` tells what nothing in the case or the rules settles."""

    def __init__(self, case: dict[str, Any], caller: Caller, owner: str) -> None:
        self.caller = caller
        self.request_resource = case["request"]["resource"]
        self.given = {key.lower(): value for key, value in case["request"].get("context", {}).items()}
        self.through_endpoint = "vpc_endpoint_policy" in case or self.gives(*ENDPOINT_KEYS)
        self.forwarded = as_text(self.given.get("aws:viaawsservice")).lower() == "true"
        filled = self.filled_for_caller() | filled_for_resource(case["request"]["resource"], owner)
        if self.given.get("aws:calledvia"):  # C51: the ends of a list that the case gives
            services = as_list(self.given["aws:calledvia"])
            filled |= {"aws:calledviafirst": services[0], "aws:calledvialast": services[-1]}
        for key, value in self.given.items():
            filled[key] = [as_text(item) for item in value] if isinstance(value, list) else as_text(value)
        self.values = {key: value for key, value in filled.items() if self.given.get(key, "") is not None}

    def gives(self, *keys: str) -> bool:
        return any(self.given.get(key) is not None for key in keys)

    def unknown(self, key: str) -> bool:
        return key not in self.given and key not in self.values and not self.known_absent(key)

    def filled_for_caller(self) -> dict[str, Any]:
        caller = self.caller
        filled: dict[str, Any] = {"aws:viaawsservice": "false"}
        if caller.kind in TYPES:
            filled["aws:principaltype"] = TYPES[caller.kind]
        if caller.kind == "anonymous":  # C17
            return filled | {"aws:principalaccount": "anonymous", "aws:userid": "anonymous"}
        if caller.kind == "oidc" or caller.kind == "web_identity":  # C33
            return filled | {"aws:federatedprovider": caller.arn}
        if caller.kind == "saml":
            return filled
        filled["aws:principalisawsservice"] = "true" if caller.kind == "service" else "false"
        if caller.kind == "service":  # C18, C26
            return filled | dict.fromkeys(SERVICE_NAME_KEYS, caller.arn)
        filled |= {"aws:principalarn": caller.role_arn or caller.arn, "aws:principalaccount": caller.account}
        return filled | self.user_keys() | self.mfa()

    def user_keys(self) -> dict[str, str]:
        caller = self.caller
        if caller.kind == "user":  # C11
            return {"aws:username": caller.name} | ({"aws:userid": caller.unique_id} if caller.unique_id else {})
        if caller.kind in ROLES:  # C13
            return {"aws:userid": f"{caller.unique_id}:{caller.name}"} if caller.unique_id else {}
        suffix = f":{caller.name}" if caller.kind == "federated" else ""
        return {"aws:userid": f"{caller.account}{suffix}"}  # C10, C12

    def mfa(self) -> dict[str, str]:
        """C30, C56 to C59."""
        if self.caller.kind in ROLES:
            return {"aws:multifactorauthpresent": "false"}
        if self.caller.kind == "user" and (self.caller.credentials != "long_term" or self.forwarded):
            return {"aws:multifactorauthpresent": str(self.caller.credentials == "session_token_mfa").lower()}
        return {}

    def known_absent(self, key: str) -> bool:
        kind = self.caller.kind
        if key in ("aws:principalarn", "aws:principalaccount", "aws:principalorgid", "aws:principalorgpaths"):  # C18
            return kind in UNSIGNED or kind == "service"
        if key.startswith("aws:principaltag/"):  # C24
            return kind not in ("user", "federated", *ROLES)
        if key in ("aws:principalisawsservice", "aws:principaltype", "aws:userid"):
            return kind in UNSIGNED
        if key in SERVICE_NAME_KEYS or key in SOURCE_KEYS:  # C26, C53
            return kind != "service"
        if key == "aws:username":
            return kind != "user"
        if key in ("aws:federatedprovider", "aws:sourceidentity", *INSTANCE_KEYS):  # C33, C34, C37
            return kind not in ROLES
        if key == "aws:assumedroot":  # C35, D17
            return kind != "root"
        return self.credentials_lack(key) or self.path_lacks(key)

    def credentials_lack(self, key: str) -> bool:
        kind = self.caller.kind
        long_term = kind == "user" and self.caller.credentials == "long_term" and not self.forwarded
        if key == "aws:multifactorauthpresent":
            return True
        if key == "aws:multifactorauthage":  # C31
            with_mfa = str(self.values.get("aws:multifactorauthpresent", "")).lower() == "true"
            return kind not in ("user", *ROLES) or not with_mfa
        if key == "aws:tokenissuetime":  # C32
            return long_term or kind not in ("user", "federated", *ROLES)
        return False

    def path_lacks(self, key: str) -> bool:
        if key == "aws:sourceip":  # C39
            return self.through_endpoint
        if key in ENDPOINT_KEYS:  # C40 to C42, C59
            return self.gives("aws:sourceip") or self.forwarded
        return key in FORWARDED_KEYS and not self.forwarded  # C51


def filled_for_resource(resource: str, owner: str) -> dict[str, Any]:
    now = datetime.now(UTC)
    return {
        "aws:resourceaccount": owner,  # C43
        "aws:requestedregion": (resource.split(":") + [""] * 4)[3] or "us-east-1",  # C47
        "aws:securetransport": "true",  # C48
        "aws:currenttime": now.strftime("%Y-%m-%dT%H:%M:%SZ"),  # C49
        "aws:epochtime": str(int(now.timestamp())),
    }
