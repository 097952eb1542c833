/** What the backend in memory knows beside the open portfolio: earlier portfolios, preferences, dates, bundles. */
import type {
  BundleChange,
  BundleVerdict,
  EarlierBundle,
  HelpPage,
  Hit,
  LooseFolder,
  PortfolioSettings,
  Preferences,
  Programme,
  StartPage,
  WaivedMark,
} from "./bindings";
import type { Portfolio } from "./fake-data";

export const PROGRAMMES: Programme[] = [
  { id: "iste-2024", name: "ISTE Certification, 2024 edition", edition: "2024", example: "2.1.a", validUntil: null },
  { id: "iste-metc-2020", name: "METC ISTE Certification, 2020", edition: "2017", example: "1a", validUntil: "2020-09-30" },
];

export const LOOSE: LooseFolder = {
  path: "/home/dana/Documents/Course work",
  title: "Course work",
  groups: [
    { title: "Choice boards", files: ["Choice boards/board.png", "Choice boards/plan.docx"], bytes: 2_411_724 },
    { title: "Maker fair", files: ["Maker fair/robots.jpg"], bytes: 1_204_003 },
    { title: "handout", files: ["handout.pdf"], bytes: 88_211 },
  ],
  files: 4,
  bytes: 3_703_938,
  tooMany: false,
};

export const BUNDLE: EarlierBundle = {
  key: "9f2b6c1d4e8a7035",
  name: "Benson_ISTE-Portfolio_2027-01-10.zip",
  path: "/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.zip",
  made: "2026-11-20",
  draft: false,
  bytes: 7_412_906,
  files: 118,
  sha256: "9f2b6c1d4e8a7035".repeat(4),
  there: true,
};

const GONE: EarlierBundle = {
  ...BUNDLE,
  key: "1c6d2f7b9e8a7035",
  name: "Benson_ISTE-Portfolio_2026-10-02-draft.zip",
  path: "/media/stick/Benson_ISTE-Portfolio_2026-10-02-draft.zip",
  made: "2026-10-02",
  draft: true,
  there: false,
};

export class FakeApp {
  preferences: Preferences = {
    theme: "system",
    textSize: 100,
    language: "",
    reducedMotion: false,
    width: "normal",
    prompts: true,
    remind: null,
    learn: true,
  };
  settings: PortfolioSettings = {
    polled: null,
    name: "Dana Benson",
    familyName: "Benson",
    title: "Grade 6 science teacher",
    role: "I teach science to two classes.",
    classroom: true,
    students: "",
    learners: "students",
    language: "en",
    profile: "iste-metc-2020",
    ownWork: false,
    aiHelp: "",
    programmes: PROGRAMMES,
  };
  bundles: EarlierBundle[] = [BUNDLE, GONE];
  waived: WaivedMark[] = [];
  folder = "/home/dana/Documents";
  place: string | null = null;
  /** What was put on the clipboard last. */
  copied = "";
  #recent: StartPage["recent"] = [
    { key: "a1", title: "My ISTE portfolio", path: "/home/dana/Documents/ISTE portfolio", opened: "2026-11-22", missing: false },
    { key: "b2", title: "Sample portfolio", path: "/home/dana/Documents/Sample portfolio", opened: "2026-10-02", missing: false },
    { key: "c3", title: "Old stick", path: "/media/stick/portfolio", opened: "2026-09-12", missing: true },
  ];

  constructor(fresh: boolean) {
    if (fresh) [this.#recent, this.bundles] = [[], []];
  }

  get startPage(): StartPage {
    return { recent: structuredClone(this.#recent), programmes: PROGRAMMES };
  }

  forget(key: string): void {
    this.#recent = this.#recent.filter((recent) => recent.key !== key);
  }

  search(words: string, { artifacts, criteria }: Portfolio): Hit[] {
    const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
    const has = (text: string): boolean => wanted.every((word) => text.toLowerCase().includes(word));
    if (wanted.length === 0) return [];
    return [
      ...artifacts
        .filter(({ title }) => has(title))
        .map(({ id, title }): Hit => ({ kind: "artifact", id, artifact: id, title, snippet: "", path: `artifacts/${id}/artifact.md` })),
      ...criteria
        .filter(({ key, paraphrase }) => has(`${key} ${paraphrase}`))
        .map(({ key, paraphrase }): Hit => ({ kind: "criterion", id: key, artifact: null, title: key, snippet: paraphrase, path: `criteria/${key}.md` })),
    ];
  }

  verdict(key: string): BundleVerdict {
    const bundle = this.bundles.find((one) => one.key === key) ?? BUNDLE;
    return { valid: true, sameBytes: true, files: bundle.files, bytes: bundle.bytes, findings: [] };
  }

  changes(): BundleChange[] {
    return [
      { kind: "criterion", id: "5a", title: "5a", change: "changed", what: ["text", "artifacts"] },
      { kind: "artifact", id: "podcast-unit", title: "Podcast unit", change: "added", what: [] },
    ];
  }
}

export const HELP: HelpPage = {
  version: "0.1.0",
  notice: "Not affiliated with or endorsed by ISTE.",
  links: [{ key: "standards", label: "ISTE Standards for Educators", address: "https://iste.org/standards/educators" }],
};
