/** A table of the clipboard as Markdown, its columns standing under each other. */

const flat = (blocks: string[]) =>
  blocks.join(" ").replace(/\\?\n+/g, " ").replace(/\s+/g, " ").replace(/(?<!\\)\|/g, "\\|").trim();

function rowsOf(table: Element): Element[] {
  return [...table.querySelectorAll("tr")].filter((row) => row.closest("table") === table);
}

/** A table of one cell only is how some programs frame a text: no table. */
export function tableMarkdown(table: Element, content: (cell: Element) => string[]): string[] {
  const cells = rowsOf(table).map((row) => {
    return [...row.children].flatMap((cell) => {
      if (!/^t[dh]$/.test(cell.localName)) return [];
      const span = Math.min(Number(cell.getAttribute("colspan")) || 1, 20);
      return [content(cell), ...Array<string[]>(span - 1).fill([])];
    });
  });
  const columns = Math.max(0, ...cells.map((row) => row.length));
  if (columns === 0) return [];
  if (columns === 1 && cells.length === 1) return cells[0]?.[0] ?? [];
  const rows = cells.map((row) => Array.from({ length: columns }, (_, column) => flat(row[column] ?? [])));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(3, ...rows.map((row) => (row[column] ?? "").length)));
  const line = (row: string[], fill = " ") => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 3, fill)).join(" | ")} |`;
  const [head = [], ...body] = rows;
  return [[line(head), line(Array<string>(columns).fill("---"), "-"), ...body.map((row) => line(row))].join("\n")];
}
