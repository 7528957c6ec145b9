"""What runs by itself: a vault is followed, in the foreground or as a service of the system."""
