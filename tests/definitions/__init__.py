"""Do the shipped definitions hold what they promise?"""
