"""Steps that run on one machine and on many alike: pure, batch by batch."""
