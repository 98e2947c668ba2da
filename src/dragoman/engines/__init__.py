"""Where reading runs: in this process (`local`)."""
