"""Pictures: charts, maps and timelines as PNG for a phone; they show nothing that the page does not say."""
