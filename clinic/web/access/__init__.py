"""Who may do what: people, their sign-in, and one place that decides."""
