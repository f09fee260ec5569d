"""Where the commands of these tests are run: Northwind, with more in the development account."""

from dataclasses import replace

from iamlab.cloud import (
    Cloud,
    Group,
    InstanceProfile,
    ManagedPolicy,
    Resource,
    ResourceKind,
    Role,
    User,
)
from tests.cloud.northwind import DEV, MAY_ASSUME, northwind, policy

ANA_WITH_PHONE = {"mfa_devices": ("phone",), "inline_policies": (MAY_ASSUME,)}


def cloud() -> Cloud:
    """Northwind with a table, a secret, two objects, a user with a boundary and a web profile in dev."""
    found = northwind(ana=ANA_WITH_PHONE)
    dev = found.accounts[0]
    resources = (
        Resource(ResourceKind.TABLE, "orders", region="eu-west-1"),
        Resource(ResourceKind.SECRET, "orders/database"),
        Resource(ResourceKind.OBJECT, "northwind-dev/in/a.csv"),
        Resource(ResourceKind.OBJECT, "northwind-dev/in/b.csv"),
    )
    edge = f"arn:aws:iam::{DEV}:policy/edge"
    return found.with_account(
        replace(
            dev,
            resources=resources,
            users=(*dev.users, User("eva", path="/apps/", permissions_boundary=edge)),
            groups=(Group("developers"),),
            managed_policies=(ManagedPolicy("edge", policy()),),
            roles=(Role("web-servers", "{}", path="/service/"),),
            instance_profiles=(InstanceProfile("web", "web-servers"),),
        )
    )
