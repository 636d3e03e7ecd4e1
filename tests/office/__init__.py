"""What can a person do here, and what not? Each act on the archive in memory."""
