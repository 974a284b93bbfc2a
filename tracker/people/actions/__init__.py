"""What is done with accounts: each verb asks for the right, changes, and writes its event."""
