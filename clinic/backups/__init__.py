"""Backups of everything one clinic owns: sealed for a key that is kept elsewhere, made by the server, and tried."""
