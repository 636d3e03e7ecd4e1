"""What happened: frozen values that are kept in tables. They know what they are, not how they are stored."""
