"""Who is who across documents: profiles of actors, what speaks for their being one, and what follows from it."""
