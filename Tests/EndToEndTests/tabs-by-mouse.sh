#!/usr/bin/env bash
# The five tabs open by a click on their names, at three sizes.
. "$(dirname "$0")/dashboard.bash"

for size in 80x24 120x40 200x60; do
  open_demo "$size"
  for tab in 3 2 4 1 5; do
    expect "${tab_label[$tab]}"
    click "${tab_label[$tab]}"
    expect "${tab_shows[$tab]}"
  done
  quit
  finish
done
