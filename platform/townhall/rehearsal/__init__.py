"""Plays scenarios on the real office with an archive in memory; nothing it does is kept."""
