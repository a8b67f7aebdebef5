"""The pages: what a clinician's browser asks for and is given. Nothing a page is sent stays on the server."""
