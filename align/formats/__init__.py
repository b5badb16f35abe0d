"""TMX and XLIFF, read and written."""
