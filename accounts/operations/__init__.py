"""What may be done about people. Each operation checks, writes and logs as one."""
