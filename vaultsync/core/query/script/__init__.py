"""Expressions of JavaScript in `by function`, understood without JavaScript."""
