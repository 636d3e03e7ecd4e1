"""What was promised: frozen nouns read from definitions; they know no clock, no table and no request."""
