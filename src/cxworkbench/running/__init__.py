"""Finding, describing and executing notebooks; batches and their manifest."""
