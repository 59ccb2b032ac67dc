"""Trees as single files for machines without a network, and the walks that come back as codes."""
