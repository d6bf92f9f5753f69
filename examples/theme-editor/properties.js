// What can be set, with what the widget has when nothing is.

/** Each has a value for light and one for dark. */
export const colors = [
  ['accent', 'Accent', 'oklch(0.55 0.17 262)', 'oklch(0.55 0.17 262)'],
  ['surface', 'Window', 'oklch(1 0 0)', 'oklch(0.21 0.01 262)'],
  ['raised', 'Bot’s bubbles', 'oklch(0.957 0.007 262)', 'oklch(0.285 0.012 262)'],
  ['text', 'Text', 'oklch(0.24 0.012 262)', 'oklch(0.95 0.006 262)'],
  ['meta', 'Quiet text', 'oklch(0.5 0.012 262)', 'oklch(0.74 0.01 262)'],
  ['line', 'Lines', 'oklch(0.92 0.006 262)', 'oklch(0.32 0.012 262)'],
  ['control', 'Edges of fields', 'oklch(0.62 0.012 262)', 'oklch(0.58 0.012 262)'],
];

/** In pixels: name, label, least, most, default. */
export const lengths = [
  ['radius', 'Corners of the window', 0, 32, 20],
  ['bubble-radius', 'Corners of bubbles', 0, 24, 18],
  ['button-radius', 'Corners of buttons', 0, 24, 18],
  ['gap', 'Gap between speakers', 6, 28, 14],
  ['size', 'Text', 13, 19, 15],
  ['width', 'Width of the window', 320, 480, 392],
  ['height', 'Height of the window', 420, 860, 680],
  ['launcher-size', 'Launcher', 44, 80, 56],
  ['offset-inline', 'Launcher from the side', 8, 64, 20],
  ['offset-block', 'Launcher from below', 8, 64, 20],
];

export const fonts = [
  ['System', ''],
  ['Round', 'ui-rounded, "Hiragino Maru Gothic ProN", Quicksand, "Segoe UI", system-ui, sans-serif'],
  ['Serif', 'ui-serif, Charter, "Iowan Old Style", "Source Serif 4", Georgia, serif'],
  ['Monospaced', 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace'],
];

export const themes = ['sand', 'lagoon', 'ink'];
