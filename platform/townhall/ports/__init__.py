"""What the office needs from the world outside, as Protocols. Nothing here does anything."""
