"""Policy documents: what a policy says, before anybody asks anything."""
