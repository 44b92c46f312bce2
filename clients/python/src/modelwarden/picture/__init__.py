"""Pictures of lineage graphs: grouped where they are large, laid out in layers, painted as SVG."""
