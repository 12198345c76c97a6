"""PDF: the letters of a page, where they stand, and the order in which they are read."""
