"""A panel of independent readers: what they make of the golden feeds, against what was meant."""
