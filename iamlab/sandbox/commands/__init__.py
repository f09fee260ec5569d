"""A command of the AWS CLI, shown as the requests that it makes, each decided, and all of them together."""
