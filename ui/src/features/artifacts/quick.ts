/** What becomes of a line that is typed without thinking where it belongs. */
import type { Edit } from "../../backend";

const TITLE = 80;
const WORDS = 50;

type NewArtifact = Extract<Edit, { kind: "new-artifact" }>;

/** An address, a title or a thought; `null` for nothing. */
export function fromLine(line: string, planned: boolean): NewArtifact | null {
  const text = line.trim();
  if (text === "") return null;
  const base = { kind: "new-artifact", planned, link: null, text: "" } as const;
  const host = hostOf(text);
  if (host) return { ...base, title: host, link: text };
  if (text.length <= TITLE && !text.includes("\n")) return { ...base, title: text };
  return { ...base, title: firstWords(text), text };
}

function hostOf(text: string): string | null {
  if (!/^https?:\/\/\S+$/i.test(text)) return null;
  return URL.parse(text)?.hostname.replace(/^www\./, "") || null;
}

function firstWords(text: string): string {
  const [line = ""] = text.split("\n");
  if (line.length <= WORDS) return line.trim();
  const cut = line.slice(0, WORDS + 1);
  const end = cut.lastIndexOf(" ");
  return `${cut.slice(0, end > 0 ? end : WORDS).trim()}…`;
}
