/** What a piece of evidence is, in a word and a picture. */
import Archive from "lucide-static/icons/archive.svg?raw";
import File from "lucide-static/icons/file.svg?raw";
import FileText from "lucide-static/icons/file-text.svg?raw";
import Film from "lucide-static/icons/film.svg?raw";
import Image from "lucide-static/icons/image.svg?raw";
import Link from "lucide-static/icons/link.svg?raw";
import Music from "lucide-static/icons/music.svg?raw";

import type { Beside, EvidenceItem } from "../../backend";
import * as m from "../../paraglide/messages.js";

/** What stands beside evidence. */
export const BESIDE: Record<Beside["key"], () => string> = {
  viewable: m.ui_beside_viewable,
  captions: m.ui_beside_captions,
  transcript: m.ui_beside_transcript,
  capture: m.ui_beside_capture,
  poster: m.ui_beside_poster,
};

type Kind = NonNullable<EvidenceItem["kind"]>;
type Look = { icon: string; word: () => string };

const PICTURE: Look = { icon: Image, word: m.ui_is_picture };
const DOCUMENT: Look = { icon: FileText, word: m.ui_is_document };
const VIDEO: Look = { icon: Film, word: m.ui_is_video };
const OTHER: Look = { icon: File, word: m.ui_is_file };
const LINK: Look = { icon: Link, word: m.ui_is_link };

const LOOKS: Record<Kind, Look> = {
  "web-image": PICTURE,
  "other-image": PICTURE,
  svg: PICTURE,
  pdf: DOCUMENT,
  office: DOCUMENT,
  "old-office": DOCUMENT,
  text: DOCUMENT,
  html: DOCUMENT,
  "web-video": VIDEO,
  "other-video": VIDEO,
  audio: { icon: Music, word: m.ui_is_audio },
  archive: { icon: Archive, word: m.ui_is_archive },
  program: OTHER,
  pointer: { icon: Link, word: m.ui_is_pointer },
  unknown: OTHER,
};

/** What a file is that holds no document, only the way to one; `null` for all others. */
export function pointerOf({ kind, name, link }: Pick<EvidenceItem, "kind" | "name" | "link">): "document" | "bookmark" | null {
  if (link !== null) return null;
  if (/\.(url|webloc)$/i.test(name)) return "bookmark";
  return kind === "pointer" || /\.(gdoc|gsheet|gslides)$/i.test(name) ? "document" : null;
}

export function lookOf({ kind, link }: Pick<EvidenceItem, "kind" | "link">): Look {
  if (link !== null) return LINK;
  return kind === null ? OTHER : LOOKS[kind];
}
