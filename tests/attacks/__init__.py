"""The running server attacked with the tools that attackers use (issue: attacked)."""
