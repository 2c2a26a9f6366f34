"""What the book is made of: pages, samples, exercises, results, and the hooks that build them."""
