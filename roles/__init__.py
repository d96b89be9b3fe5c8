"""Job descriptions: posts, sections, items with their rules, versions, approval, holders."""
