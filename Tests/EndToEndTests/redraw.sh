#!/usr/bin/env bash
# ^L draws everything anew, whatever else wrote to the terminal.
. "$(dirname "$0")/dashboard.bash"

open_demo 80x24
printf '\033[5;5Hfrom-elsewhere' >"$(terminal '#{pane_tty}')"
expect from-elsewhere
press C-l
expect_gone from-elsewhere
expect emojivoto
quit
finish
