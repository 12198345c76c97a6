"""Documents that have paragraphs but no paper: word processors, web pages, plain text."""
