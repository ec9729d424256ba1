#!/usr/bin/env bash
# A crash gives the terminal back, and its message can be read.
. "$(dirname "$0")/dashboard.bash"

start 80x24 "$program" --demo "$crash_option"
expect_scrolled 'Fatal error'
expect_terminal '#{pane_current_command}' bash
enter 'test $? -ge 128 && echo "ended by a"" signal"'
expect 'ended by a signal'
expect_shell_terminal
finish
