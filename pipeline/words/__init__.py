"""What a reader asks of the words of a built corpus: concordances, and the tables of textometry."""
