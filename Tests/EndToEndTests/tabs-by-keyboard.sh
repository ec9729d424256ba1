#!/usr/bin/env bash
# The five tabs open by their numbers, at three sizes.
. "$(dirname "$0")/dashboard.bash"

for size in 80x24 120x40 200x60; do
  open_demo "$size"
  for tab in 3 2 4 1 5; do
    press "$tab"
    expect "${tab_shows[$tab]}"
  done
  quit
  finish
done
