"""The partner chain: which company's part was missing when an order was not complete."""
