"""What was done in a sandbox, step by step, and the states that its learner named."""
