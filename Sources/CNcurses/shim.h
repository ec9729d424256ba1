#pragma once
#define NCURSES_WIDECHAR 1
#include <curses.h>
#include <term.h>

// Only what Swift cannot import, and no state: a static variable here would exist once in each
// Swift file that uses it.

// Variables of the library, which Swift refuses as not safe to share.
static inline int cncurses_colors(void) { return COLORS; }
static inline int cncurses_color_pairs(void) { return COLOR_PAIRS; }
static inline int cncurses_lines(void) { return LINES; }
static inline int cncurses_columns(void) { return COLS; }
static inline int cncurses_keypad(void) { return keypad(stdscr, TRUE); }
static inline int cncurses_nodelay(void) { return nodelay(stdscr, TRUE); }
static inline int cncurses_redraw(void) { return clearok(curscr, TRUE); }
static inline int cncurses_erase(void) { return werase(stdscr); }
static inline int cncurses_refresh(void) { return wrefresh(stdscr); }
static inline int cncurses_move(int row, int column) { return wmove(stdscr, row, column); }
static inline int cncurses_get(wint_t *code) { return wget_wch(stdscr, code); }

// Builds a cell and puts it at a place; the pair goes by the last argument, as `short` is too small.
static inline int cncurses_put(int row, int column, const wchar_t *text, attr_t attributes, int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
  mvwadd_wch(stdscr, row, column, &cell);  // ERR in the last cell although it is drawn
  return OK;
}

// The library's own idea of a character's columns, in the locale; hidden without _XOPEN_SOURCE.
int wcwidth(wchar_t character);
static inline int cncurses_width(wchar_t character) { return wcwidth(character); }

// Macros too complicated for the importer.
static const attr_t cncurses_bold = WA_BOLD;
static const attr_t cncurses_dim = WA_DIM;
static const attr_t cncurses_italic = WA_ITALIC;
static const attr_t cncurses_underline = WA_UNDERLINE;
static const attr_t cncurses_reverse = WA_REVERSE;
static const mmask_t cncurses_button1_pressed = BUTTON1_PRESSED;
static const mmask_t cncurses_button1_released = BUTTON1_RELEASED;
static const mmask_t cncurses_button1_clicked = BUTTON1_CLICKED;
static const mmask_t cncurses_button1_double_clicked = BUTTON1_DOUBLE_CLICKED;
static const mmask_t cncurses_wheel_up = BUTTON4_PRESSED;
static const mmask_t cncurses_wheel_down = BUTTON5_PRESSED;

// A terminfo string, or NULL when the terminal cannot; the library says -1 for "not a string".
static inline const char *cncurses_string(const char *name) {
  const char *text = tigetstr(name);
  return text == (const char *)-1 ? NULL : text;
}
