"""A second evaluator, written from the rules alone, slow and plain on purpose: the engine must agree with it."""
