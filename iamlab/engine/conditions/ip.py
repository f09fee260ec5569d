"""IpAddress and NotIpAddress: IPv4 and IPv6 ranges (O17)."""

import re
from collections.abc import Callable
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from iamlab.engine.remembering import remembered

_PREFIX = re.compile(r"[^/%]+(/[0-9]{1,3})?")

Network = IPv4Network | IPv6Network
Address = IPv4Address | IPv6Address


@remembered(1024)
def parse_network(text: str) -> Network | None:
    """The range that a text writes; a bare address is that one host, and host bits are ignored. None if it is
    neither.
    """
    if not _PREFIX.fullmatch(text):
        return None
    try:
        return ip_network(text, strict=False)
    except ValueError:
        return None


@remembered(1024)
def parse_address(text: str) -> Address | None:
    """The address that a text writes, or None."""
    try:
        return ip_address(text)
    except ValueError:
        return None


def matcher(text: str) -> Callable[[str], bool]:
    """A test for addresses inside the range; an IPv4 address is never inside an IPv6 range."""
    network = parse_network(text)

    def matches(value: str) -> bool:
        address = parse_address(value)
        return network is not None and address is not None and address in network

    return matches
