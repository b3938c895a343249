"""The department contract, version 1: claim work for one's own items, answer in batches, bring papers."""
