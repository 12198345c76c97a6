"""Printed lines into paragraphs, headings, notes, rows and page furniture."""
