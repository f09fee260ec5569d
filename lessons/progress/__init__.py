"""What a learner did: one shape of record for every kind of activity."""
