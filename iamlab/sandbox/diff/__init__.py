"""The access diff: what two states of a sandbox decide differently, and why each of them does."""
