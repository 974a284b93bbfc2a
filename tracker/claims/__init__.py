"""From what a page says to figures: claims are read by the engine and judged by people."""
