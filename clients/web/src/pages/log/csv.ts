// Tables as comma-separated text for a spreadsheet.

/**
 * RFC 4180 text of rows of cells. What a spreadsheet would take for a formula gets an apostrophe before it, so that
 * opening the file never runs anything.
 */
export function csvOf(rows: string[][]): string {
  return rows.map((row) => row.map(cellOf).join(',') + '\r\n').join('');
}

function cellOf(text: string): string {
  const safe = /^\s*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Gives the reader a file; the mark at its start tells spreadsheets that it is UTF-8. */
export function download(name: string, csv: string): void {
  const address = URL.createObjectURL(new Blob(['\uFEFF', csv], { type: 'text/csv;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
