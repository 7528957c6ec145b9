"""What lasts of calendars: the names that were published, the components that were made, who may read them."""
