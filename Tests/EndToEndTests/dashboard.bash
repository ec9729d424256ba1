# What the tests know of the dashboard: its texts, its keys, its exit codes.
# shellcheck source=tmux.bash
. "$(dirname "${BASH_SOURCE[0]}")/tmux.bash"

program=${GATEHOUSE:?names the program to test}

# What only this tab shows, at every size from 80x24 up.
declare -A tab_shows=([1]='DEFAULT' [2]='WORKLOAD' [3]='ServiceAccounts' [4]='PORT' [5]='SCOPE')
# Where a click opens the tab.
declare -A tab_label=([1]='1 namespaces' [2]='2 workloads' [3]='3 matrix' [4]='4 detail' [5]='5 what-if')

status_after_terminate=143
crash_option=--crash

open_demo() {
  start "$1" "$program" --demo
  expect emojivoto
  expect_terminal '#{alternate_on}' 1
}

quit() {
  press q
  expect_status 0
  expect_shell_terminal
}
