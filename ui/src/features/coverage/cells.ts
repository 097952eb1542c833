/** Moving through the matrix by keyboard, and what a cell becomes. */
import type { CriterionRow, RoleWord } from "../../backend";

/** A cell: row of the criterion, column of the artifact, both from 0. */
export type Cell = { row: number; column: number };

/** Where a key leads from a cell; `null` for a key that leads nowhere. The edge is the end: nothing wraps. */
export function moved({ row, column }: Cell, key: string, ctrl: boolean, rows: number, columns: number): Cell | null {
  const last = { row: rows - 1, column: columns - 1 };
  switch (key) {
    case "ArrowUp":
      return { row: Math.max(row - 1, 0), column };
    case "ArrowDown":
      return { row: Math.min(row + 1, last.row), column };
    case "ArrowLeft":
      return { row, column: Math.max(column - 1, 0) };
    case "ArrowRight":
      return { row, column: Math.min(column + 1, last.column) };
    case "Home":
      return ctrl ? { row: 0, column: 0 } : { row, column: 0 };
    case "End":
      return ctrl ? last : { row, column: last.column };
    default:
      return null;
  }
}

/** The role an artifact has in a row; `null` when it is not attached. */
export function roleOf(row: CriterionRow, artifact: string): RoleWord | null {
  return row.artifacts.find(({ id }) => id === artifact)?.role ?? null;
}

/** What a key makes of a cell: Space and Enter attach as main or take off, S sets and unsets “supporting”. */
export function changed(role: RoleWord | null, key: string): RoleWord | null | undefined {
  if (key === " " || key === "Enter") return role === null ? "main" : null;
  if (key.toLowerCase() === "s") return role === "supporting" ? "main" : "supporting";
  return undefined;
}
