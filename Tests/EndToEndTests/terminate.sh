#!/usr/bin/env bash
# SIGTERM ends the dashboard, and the terminal is given back.
. "$(dirname "$0")/dashboard.bash"

open_demo 80x24
kill -TERM "$(program_id)"
expect_status "$status_after_terminate"
expect_shell_terminal
finish
