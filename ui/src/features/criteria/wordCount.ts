/** Words of a Markdown text as a reader meets them, roughly as the check of the portfolio counts them. */
export function countWords(markdown: string): number {
  const plain = markdown
    .replace(/^\uFEFF/, "")
    .replace(/<!--[\s\S]*?-->|<\/?[a-z][a-z0-9-]*(\s[^>\n]*)?>/gi, "")
    .replace(/^[ \t>]*\d+[.)][ \t]/gm, "")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[*_~`|\\]+/g, (signs, at: number, all: string) => (joins(all, at, signs.length) ? "" : " "));
  return plain.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

/** Marks between two letters are inside one word. */
function joins(all: string, at: number, length: number): boolean {
  return /\w/.test(all[at - 1] ?? "") && /\w/.test(all[at + length] ?? "");
}

export type LimitState = "none" | "under" | "fits" | "near" | "over";

export function limitState(words: number, min: number | null, max: number | null): LimitState {
  if (max !== null && words > max) return "over";
  if (max !== null && words >= max * 0.9) return "near";
  if (min !== null && words < min) return "under";
  return min === null && max === null ? "none" : "fits";
}
