"""Interprets a release: answers from its arguments alone and reads no clock, no table and no request."""
