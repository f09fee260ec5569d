"""Roles that a service wears for a workload: on an EC2 instance, in a Lambda function (C15, C38)."""

from dataclasses import replace

from iamlab.cloud.accounts import Account
from iamlab.cloud.assume_role import decided, new_session, parameter_context
from iamlab.cloud.cases import case_for
from iamlab.cloud.cloud import Cloud
from iamlab.cloud.handshake import Handshake
from iamlab.cloud.parameters import AssumeRoleParameters
from iamlab.cloud.problems import RequestProblem
from iamlab.cloud.resources import ResourceKind
from iamlab.cloud.tag_passing import Passed
from iamlab.engine import in_backticks

_LONGEST_LAMBDA_NAME = 64


def credentials_of_workload(cloud: Cloud, workload_arn: str, role_arn: str) -> Handshake:
    """The session that an EC2 instance or a Lambda function works with.

    The service assumes the role, so that the role's trust policy has to name it; an instance gets only a role that an
    instance profile of its account holds. Raises nothing.
    """
    account = cloud.account(workload_arn.split(":")[4]) if workload_arn.count(":") >= 5 else None
    workload = account.resource(workload_arn) if account else None
    if account is None or workload is None or workload.kind not in (ResourceKind.INSTANCE, ResourceKind.FUNCTION):
        message = f"{in_backticks(workload_arn)} is neither an instance nor a function here"
        return Handshake(cloud, (RequestProblem("workload", message, "Give the ARN of an instance or a function."),))
    on_instance = workload.kind is ResourceKind.INSTANCE
    if problem := _role_problem(account, role_arn, on_instance=on_instance):
        return Handshake(cloud, (problem,))
    service = "ec2.amazonaws.com" if on_instance else "lambda.amazonaws.com"
    # No parameter is checked: a service names sessions after its workloads, and a function's name may be one letter.
    parameters, passed = AssumeRoleParameters(role_arn, workload.name[:_LONGEST_LAMBDA_NAME]), Passed()
    given = parameter_context(parameters)
    reading = case_for(cloud, service, "sts:AssumeRole", role_arn, given, absent=passed.absent)
    session = replace(new_session(cloud, parameters, passed), keys=_keys(workload_arn, on_instance=on_instance))
    return decided(cloud, reading, service, parameters, passed, given, session)


def _keys(workload_arn: str, *, on_instance: bool) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What such a session carries (C38); instances are taken to use the second version of the metadata service."""
    if not on_instance:
        return (("lambda:SourceFunctionArn", (workload_arn,)),)
    return (("ec2:SourceInstanceArn", (workload_arn,)), ("ec2:RoleDelivery", ("2.0",)))


def _role_problem(account: Account, role_arn: str, *, on_instance: bool) -> RequestProblem | None:
    """A workload has a role of its own account (S60), and an instance one that a profile holds."""
    role = account.role(role_arn)
    if role is None:
        message = f"account {account.id} has no role {in_backticks(role_arn)}"
        return RequestProblem("role_arn", message, "Give the workload a role of its own account.")
    if on_instance and all(profile.role != role.name for profile in account.instance_profiles):
        message = f"no instance profile holds role `{role.name}`"
        return RequestProblem("role_arn", message, "Put the role into an instance profile first.")
    return None
