"""Downstream: what people asked to be told, found in the articles and told. May import `watchers`."""
