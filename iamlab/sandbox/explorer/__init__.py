"""What is in a sandbox: a tree to look around in, and forms that create, change and delete, in IAM's own words."""
