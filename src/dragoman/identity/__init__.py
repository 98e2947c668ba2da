"""Who is who across documents: actors of readings known as people of the registry, or as one another."""
