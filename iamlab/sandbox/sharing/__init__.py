"""A state of a sandbox as an address that anybody may look at."""
