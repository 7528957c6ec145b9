"""Values and pure functions: nothing here opens a file or looks at a clock."""
