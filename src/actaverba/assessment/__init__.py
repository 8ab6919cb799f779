"""Judging: claims against the record, hypotheses, judgements."""
