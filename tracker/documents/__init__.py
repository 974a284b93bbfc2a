"""Files with text in them, opened behind limits: plain text, HTML, DOCX, PDF with a text layer."""
