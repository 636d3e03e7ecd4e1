"""Does the whole work for the people it is made for? Journeys in a real browser, from form to public page."""
