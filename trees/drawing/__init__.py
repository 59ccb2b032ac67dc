"""Drawing a tree: layers, few crossings, places, and the words in the boxes."""
