"""The Tasks query language: text → a typed query → a predicate, an order, groups."""
