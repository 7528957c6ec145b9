"""A folder is followed: what the system tells of saves, and what a daemon tells of itself."""
