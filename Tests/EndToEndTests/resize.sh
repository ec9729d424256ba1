#!/usr/bin/env bash
# The dashboard follows the terminal's size, down to one cell and back.
. "$(dirname "$0")/dashboard.bash"

open_demo 80x24
press 3
expect "${tab_shows[3]}"
for size in 200x60 40x10 20x5 1x1 2x1 1x2 120x40 1x1 80x24; do
  resize "$size"
done
expect "${tab_shows[3]}"
for tab in 1 2 4 5; do
  press "$tab"
  expect "${tab_shows[$tab]}"
  resize 1x1
  resize 80x24
  expect "${tab_shows[$tab]}"
done
quit
finish
