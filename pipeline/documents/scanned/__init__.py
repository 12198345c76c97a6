"""Images of pages: which ones must be recognised, and what is read on them."""
