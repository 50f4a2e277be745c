"""Charts, the drawn map, sentences, and the pages made of them."""
