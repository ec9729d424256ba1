# Drives one program in a real terminal: source it, `start`, `press`, `expect`, `finish`.
# Every wait asks the terminal again and again until it shows what is due, up to a bound.
set -u

tmux_folder=$(mktemp -d)
readonly polls=200 poll_interval=0.05

_tmux() { env -u TMUX tmux -u -S "$tmux_folder/socket" -f /dev/null "$@"; }

_clean_up() {
  _tmux kill-server 2>/dev/null
  rm -rf "$tmux_folder"
}
trap _clean_up EXIT

# start SIZE COMMAND…: opens a terminal of SIZE (80x24) with a shell, and types the command there.
start() {
  local size=$1
  shift
  LC_ALL=C.UTF-8 _tmux new-session -d -s test -x "${size%x*}" -y "${size#*x}" \
    "PS1='ready> ' exec bash --norc --noprofile -i" || fail "tmux did not start"
  _tmux set-option -g escape-time 0
  expect 'ready>'
  enter "$(printf '%q ' "$@")"
}

# press KEY…: keys in tmux's notation (Enter, Escape, C-z, Up, 3).
press() { _tmux send-keys -t test "$@"; }

# enter TEXT: types a line into the shell.
enter() {
  _tmux send-keys -t test -l "$1"
  _tmux send-keys -t test Enter
}

# screen: what the terminal shows, as text.
screen() { _tmux capture-pane -t test -p; }

# terminal FORMAT: what tmux knows of the terminal, such as '#{alternate_on}'.
terminal() { _tmux display-message -t test -p "$1"; }

resize() {
  _tmux resize-window -t test -x "${1%x*}" -y "${1#*x}" || fail "resize to $1"
  expect_terminal '#{window_width}x#{window_height}' "$1"
}

fail() {
  printf 'FAILED: %s\n--- screen\n' "$*"
  screen
  exit 1
}

# _poll COMMAND…: repeats a question until the answer is yes, up to the bound.
_poll() {
  local turn
  for ((turn = 0; turn < polls; turn++)); do
    "$@" && return 0
    sleep "$poll_interval"
  done
  return 1
}

_shows() { screen | grep -qF -- "$1"; }
_scrolled() { _tmux capture-pane -t test -p -S - | grep -qF -- "$1"; }
_hides() { ! _shows "$1"; }
_terminal_is() { [ "$(terminal "$1")" = "$2" ]; }

expect() { _poll _shows "$1" || fail "never showed: $1"; }
# Also above the screen, as far back as the terminal remembers.
expect_scrolled() { _poll _scrolled "$1" || fail "never showed, nor scrolled away: $1"; }
expect_gone() { _poll _hides "$1" || fail "still shows: $1"; }
expect_terminal() { _poll _terminal_is "$1" "$2" || fail "$1 is $(terminal "$1"), not $2"; }

# click TEXT: presses and releases the left button on the first place that shows the text, in the
# encoding that the program asked for.
click() {
  local row=0 line column=-1
  while IFS= read -r line; do
    row=$((row + 1))
    case $line in *"$1"*) line=${line%%"$1"*} column=$((${#line} + 1)) && break ;; esac
  done < <(screen)
  [ "$column" -gt 0 ] || fail "nothing to click on: $1"
  [ "$(terminal '#{mouse_any_flag}')" = 1 ] || fail "the program did not ask for the mouse"
  local bytes
  if [ "$(terminal '#{mouse_sgr_flag}')" = 1 ]; then
    bytes=$(printf '\033[<0;%d;%dM\033[<0;%d;%dm' "$column" "$row" "$column" "$row" | od -An -v -tx1)
  else
    bytes=$(printf '1b 5b 4d 20 %x %x 1b 5b 4d 23 %x %x' \
      $((column + 32)) $((row + 32)) $((column + 32)) $((row + 32)))
  fi
  # shellcheck disable=SC2086 # one argument for each byte
  _tmux send-keys -t test -H $bytes
}

# program_id: the process that the shell runs in the foreground.
program_id() {
  local shell
  shell=$(terminal '#{pane_pid}')
  tr ' ' '\n' <"/proc/$shell/task/$shell/children" | sed '/^$/d' | tail -n 1
}

# expect_status N: the shell is back, and the program ended with this status.
expect_status() {
  expect_terminal '#{pane_current_command}' bash
  enter 'echo "status is $?."'
  expect "status is $1."
}

# expect_shell_terminal: the terminal is as a shell needs it.
expect_shell_terminal() {
  expect_terminal '#{alternate_on} #{cursor_flag} #{mouse_any_flag}' '0 1 0'
  enter "stty -a | tr ' ;' '\\n\\n' | grep -xE -- '-?(icanon|echo|isig|icrnl|opost)' | sort | paste -sd+"
  expect 'echo+icanon+icrnl+isig+opost'
}

# finish: closes the terminal, and waits until its server is gone, so that another may be started.
finish() {
  local server
  server=$(terminal '#{pid}')
  _tmux kill-server
  _poll _is_gone "$server" || fail "tmux does not end"
}

_is_gone() { ! kill -0 "$1" 2>/dev/null; }
