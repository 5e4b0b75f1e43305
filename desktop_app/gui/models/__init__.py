"""What lists show: ids first, rows when they come into sight."""
