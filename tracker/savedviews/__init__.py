"""Lists as people like them: filters, sorting and page size under a name of their own."""
