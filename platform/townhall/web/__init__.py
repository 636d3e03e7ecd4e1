"""Speaks HTTP and nothing else: reads the request, asks the office, renders; plain form posts suffice."""
