"""The record in a browser, over HTTP and over MCP: thin over the store's queries."""
