"""The vectors: questions about task lines with the Tasks plugin's own answers.

This package holds only the translation between the vectors' JSON and our types.
"""
