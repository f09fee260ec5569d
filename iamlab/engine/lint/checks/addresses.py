"""IP ranges: what is no range, what is written wider than meant, and private addresses that never arrive."""

from collections.abc import Iterator
from ipaddress import ip_network

from iamlab.engine.conditions.ip import Network, parse_network
from iamlab.engine.lint.fixes import replace_value
from iamlab.engine.lint.registry import Hint, check
from iamlab.engine.lint.subject import Subject, clauses_on, value_places
from iamlab.engine.policy.documents import ConditionClause, Statement
from iamlab.engine.policy.operators import Family
from iamlab.engine.syntax.diagnostics import FindingType, in_backticks

_PRIVATE = tuple(map(ip_network, ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "fc00::/7")))
_HELP = "Write the public addresses that requests come from, or use `aws:VpcSourceIp` with `aws:SourceVpc`."


def _ip_clauses(statement: Statement) -> Iterator[ConditionClause]:
    return (clause for clause in statement.conditions if clause.operator.family is Family.IP)


def _is_private(network: Network) -> bool:
    return any(each.version == network.version and network.subnet_of(each) for each in _PRIVATE)  # type: ignore[arg-type]


def _private(statement: Statement, *, negated: bool, all_of_them: bool) -> Iterator[Hint]:
    for clause in clauses_on(statement, "aws:sourceip"):
        if clause.operator.family is not Family.IP or clause.operator.negated is not negated:
            continue
        networks = [(path, parse_network(value)) for path, value in value_places(clause)]
        private = [path for path, network in networks if network and _is_private(network)]
        if private and (len(private) == len(networks)) is all_of_them:
            message = "requests from private addresses never show them: `aws:SourceIp` is a public address"
            yield Hint(clause.path if all_of_them else private[0], message, _HELP)


@check(FindingType.ERROR)
def private_ip_address(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`aws:SourceIp` has to be in private ranges, and never is.

    A request reaches AWS from a public address, or through a VPC endpoint, and then the key is `aws:VpcSourceIp`
    (C39, C40).

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    return _private(statement, negated=False, all_of_them=True)


@check(FindingType.ERROR)
def private_not_ip_address(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """`aws:SourceIp` must not be in private ranges, and never is.

    The condition is true for every request: a Deny with it denies everything.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"NotIpAddress": {"aws:SourceIp": "192.168.0.0/16"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    return _private(statement, negated=True, all_of_them=True)


@check(FindingType.SUGGESTION)
def private_ip_address_subset(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Private ranges among those that `aws:SourceIp` has to be in.

    They change nothing, since the key is always a public address.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "10.0.0.0/8"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    return _private(statement, negated=False, all_of_them=False)


@check(FindingType.SUGGESTION)
def private_not_ip_address_subset(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """Private ranges among those that `aws:SourceIp` must not be in.

    They change nothing, since the key is always a public address.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"NotIpAddress": {"aws:SourceIp": ["203.0.113.0/24", "172.16.0.0/12"]}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Deny", "Action": "s3:*", "Resource": "*",
      "Condition": {"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    return _private(statement, negated=True, all_of_them=False)


@check(FindingType.ERROR)
def type_mismatch_ip_range(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A value of an IP operator that is no address and no range.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.*"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}
    }]}
    ```
    """
    for clause in _ip_clauses(statement):
        for path, value in value_places(clause):
            if parse_network(value) is None:
                message = f"{in_backticks(value)} is no IP range"
                yield Hint(
                    path, message, "Write an address such as `203.0.113.7`, or a range such as `203.0.113.0/24`."
                )


@check(FindingType.SUGGESTION)
def improve_ip_range(statement: Statement, subject: Subject) -> Iterator[Hint]:
    """A range whose address goes on behind the part that counts.

    The rest is ignored (O17): `203.0.113.7/24` is all of `203.0.113.0/24`, and perhaps one host was meant.

    ```json fails
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/24"}}
    }]}
    ```

    ```json passes
    {"Version": "2012-10-17", "Statement": [{
      "Effect": "Allow", "Action": "s3:GetObject", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.7/32"}}
    }]}
    ```
    """
    for clause in _ip_clauses(statement):
        for path, value in value_places(clause):
            network = parse_network(value)
            address, slash, _ = value.partition("/")
            if (
                network
                and slash
                and parse_network(address) != ip_network((network.network_address, network.max_prefixlen))
            ):
                message = f"{in_backticks(value)} is the whole range `{network}`"
                yield Hint(
                    path,
                    message,
                    f"Write `{network}`, or `{address}` for that host.",
                    fix=replace_value(path, str(network)),
                )
