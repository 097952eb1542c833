/** Evidence of the backend in memory, and what its files tell beside what they show. */
import type { ArtifactPage, EvidenceItem, PrivateFile, ViewableOffer } from "./bindings";
import * as m from "../paraglide/messages.js";

export function item(id: string, name: string): EvidenceItem {
  return {
    id,
    name,
    link: null,
    beside: [],
    caption: "",
    alt: "",
    decorative: false,
    checked: null,
    kind: name.endsWith(".pdf") ? "pdf" : "unknown",
    bytes: 40_960,
    missing: false,
    picture: null,
    cleaned: [],
    viewable: offer(name),
  };
}

/** As on a machine with LibreOffice and nothing else. */
function offer(name: string): ViewableOffer | null {
  if (name.endsWith(".docx")) return { shape: "pdf", by: "LibreOffice" };
  if (name.endsWith(".heic")) return { shape: "picture", by: null };
  if (name.endsWith("sheet.pdf")) return { shape: "poster", by: "Artifolio" };
  return null;
}

export const copyName = (evidence: string) => `${evidence}.viewable.pdf`;

/** A copy that any browser shows lies beside the item. */
export function beside(page: ArtifactPage, evidence: string, file: string): void {
  const one = page.evidence.find(({ id }) => id === evidence);
  if (!one) return;
  one.beside.push(file);
  one.viewable = null;
}

/** The first files of the first artifacts tell who made them. */
const telling = (pages: ArtifactPage[]) => pages.slice(0, 2).flatMap((page) => page.evidence.slice(0, 1).map((one) => ({ page, one })));

export function privateFiles(pages: ArtifactPage[]): PrivateFile[] {
  return telling(pages).map(({ page: { card }, one }) => ({
    artifact: card.id,
    title: card.title,
    file: one.name,
    kinds: [m.private_author()],
    state: one.cleaned.length > 0 ? "cleaned" : "to-clean",
    reason: null,
  }));
}

export function clean(pages: ArtifactPage[]): void {
  for (const { one } of telling(pages)) one.cleaned = [m.private_author()];
}
