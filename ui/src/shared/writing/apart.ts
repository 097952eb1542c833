/**
 * Where a text differs from another one, in whole words: what both begin with, what stands between in the first, and what
 * both end with.
 */
export function apart(text: string, other: string): [string, string, string] {
  const words = text.split(/(?<=\s)/);
  const others = other.split(/(?<=\s)/);
  const shorter = Math.min(words.length, others.length);
  let from = 0;
  while (from < shorter && words[from] === others[from]) from += 1;
  let end = 0;
  while (end < shorter - from && words.at(-1 - end) === others.at(-1 - end)) end += 1;
  const to = words.length - end;
  return [words.slice(0, from).join(""), words.slice(from, to).join(""), words.slice(to).join("")];
}
