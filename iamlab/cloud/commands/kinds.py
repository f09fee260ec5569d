"""The commands that can be read, by service and operation."""

from collections.abc import Mapping

from iamlab.cloud.commands import compute, data, functions, identity, keys, messages, s3, s3api, sts
from iamlab.cloud.commands.model import Kind

KINDS: Mapping[str, Mapping[str, Kind]] = {
    "s3": s3.KINDS,
    "s3api": s3api.KINDS,
    "iam": identity.KINDS,
    "sts": sts.KINDS,
    "dynamodb": data.DYNAMODB,
    "sqs": messages.SQS,
    "sns": messages.SNS,
    "lambda": functions.KINDS,
    "kms": keys.KMS,
    "secretsmanager": keys.SECRETS_MANAGER,
    "ec2": compute.KINDS,
    "ecr": data.ECR,
}
