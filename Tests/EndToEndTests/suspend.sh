#!/usr/bin/env bash
# ^Z gives the terminal to the shell, fg takes it back, also at another size.
. "$(dirname "$0")/dashboard.bash"

open_demo 80x24
press 3
expect "${tab_shows[3]}"
for size in 80x24 120x40; do
  press C-z
  expect Stopped
  expect_shell_terminal
  resize "$size"
  enter 'clear; fg'
  expect_terminal '#{alternate_on}' 1
  expect "${tab_shows[3]}"
done
press 1
expect "${tab_shows[1]}"
quit
finish
