"""How tables came to be as they are, revision by revision. One that was published is never edited."""
