"""What turns a request into one call of the application, and the answer into words."""
