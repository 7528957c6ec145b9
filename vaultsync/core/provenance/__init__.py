"""Where a task comes from: the file behind its note, the messages in it, the sentence that most likely asked."""
