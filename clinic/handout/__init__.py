"""The printed sheets: what they say (content, referral, wording), the page (page, templates), the PDF (printing)."""
