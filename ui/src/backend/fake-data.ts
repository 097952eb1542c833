/** A made-up learner's portfolios for the backend in memory: nobody in here exists. */
import type { ArtifactCard, CriterionRow, Failure, Finding, Opened, Overview } from "./bindings";
import boardUrl from "./pictures/board.svg";
import fairUrl from "./pictures/fair.svg";
import mapUrl from "./pictures/map.svg";
import nightUrl from "./pictures/night.svg";
import podcastUrl from "./pictures/podcast.svg";
import wallUrl from "./pictures/wall.svg";

export const SCENARIOS = ["complete", "unfinished", "empty", "crowded", "readonly", "failing"] as const;
export type Scenario = (typeof SCENARIOS)[number];

export type Portfolio = {
  opened: Omit<Opened, "opening">;
  overview: Overview;
  criteria: CriterionRow[];
  artifacts: ArtifactCard[];
  findings: Finding[];
};

/** Addresses of the pictures by their id. */
export const PICTURES: Record<string, string> = {
  "choice-boards": boardUrl,
  "maker-fair": fairUrl,
  "podcast-unit": podcastUrl,
  "citizenship-night": nightUrl,
  "data-wall": wallUrl,
  "student-conferences": nightUrl,
  "virtual-museum": mapUrl,
};

/** Key, standard, paraphrase (those of profiles/iste-educators.toml), in the order of their numbers. */
const CRITERIA: [string, string | null, string][] = [
  ["reflection", null, "Introduce yourself, reflect on how you apply the standards, and say where you want to go next"],
  ["1a", "Learner", "Decide what to get better at in technology-supported teaching, try it, and judge whether it worked"],
  ["1b", "Learner", "Start or join educator networks, near and far, around your own interests"],
  ["1c", "Learner", "Keep up with evidence on what helps students learn, learning science included"],
  ["2a", "Leader", "With everyone who has a stake, form and push a common picture of learning with technology"],
  ["2b", "Leader", "Speak up so that every student, whatever the need, gets fair access to devices, materials and chances"],
  ["2c", "Leader", "Show colleagues how you find, test, judge, sort and take up new digital tools"],
  ["3a", "Citizen", "Set up work in which learners do good online and build caring relationships"],
  ["3b", "Citizen", "Make curiosity and source-checking a habit, growing digital and media literacy"],
  ["3c", "Citizen", "Coach students to use tools safely, lawfully and ethically, respecting others' creative work"],
  ["3d", "Citizen", "Practise and teach care for personal data and online identity; keep student data private"],
  ["4a", "Collaborator", "Reserve time to plan real-world, technology-using lessons with colleagues"],
  ["4b", "Collaborator", "Learn next to students: find new resources and fix technology trouble together"],
  ["4c", "Collaborator", "Link students online with experts, teams and peers, local and worldwide"],
  ["4d", "Collaborator", "Communicate with students, families and colleagues in culturally aware ways, as partners"],
  ["5a", "Designer", "Build or adapt learning with technology so that students work independently and differences are met"],
  ["5b", "Designer", "Plan true-to-life tasks tied to curriculum standards, using tools for deep, active learning"],
  ["5c", "Designer", "Try and apply instructional-design ideas to make inventive, engaging digital environments"],
  ["6a", "Facilitator", "Grow a climate in which students own goals and results, alone and in groups"],
  ["6b", "Facilitator", "Run technology-based learning well wherever it happens: platforms, virtual, maker space, field"],
  ["6c", "Facilitator", "Pose challenges that need a design process and computational thinking"],
  ["6d", "Facilitator", "Show and encourage creative expression of ideas and connections"],
  ["7a", "Analyst", "Offer more than one technology-supported way to show competence and reflect on it"],
  ["7b", "Analyst", "Use technology for varied ongoing and final assessments that suit learners, give quick feedback and steer teaching"],
  ["7c", "Analyst", "Use assessment data to steer progress and talk with students, families and others, building self-direction"],
];

/** Id, title, alternative text of its picture, pieces of evidence, keys of the criteria it stands for. */
const ARTIFACTS: [string, string, string, number, string[]][] = [
  ["choice-boards", "Choice boards, unit 3", "A board of nine tasks, the middle one ticked", 3, ["5a", "7a", "2b", "6a"]],
  ["maker-fair", "Maker fair", "Three models on a table", 5, ["6c", "5b", "4c"]],
  ["podcast-unit", "Podcast unit", "A microphone", 4, ["3a", "5b", "7a"]],
  ["citizenship-night", "Digital citizenship night", "Three people around a speech bubble", 2, ["3c", "3d", "2a"]],
  ["data-wall", "Data wall", "A chart of four columns under a rising line", 2, ["7b", "1c"]],
  ["coaching-log", "Peer coaching log", "", 1, ["1a", "1b", "2c", "4a"]],
  ["flipped-labs", "Flipped lab videos", "", 6, ["5a", "5c", "1c"]],
  ["source-detectives", "Source detectives", "", 2, ["3b", "3c", "4b"]],
  ["student-conferences", "Student-led conferences", "Two families and a student", 3, ["4d", "7c", "6a"]],
  ["virtual-museum", "Virtual museum", "Rooms around a hall", 4, ["6d", "6b"]],
  ["device-for-everyone", "A device for everyone", "", 2, ["2b", "6b"]],
];

/** What the plan says is filled in by who knows it. */
const PLANNED: Pick<Overview, "stage" | "readiness" | "pace" | "nextBlock" | "offerCalendar"> = {
  stage: { stage: "undated", extended: false, month: null, week: null, courseStart: null, clockBehind: null, submitted: null, lapse: null, course: "unknown", minutes: 0, needed: null },
  readiness: { hundredths: 0, taken: [] },
  pace: null,
  nextBlock: null,
  offerCalendar: false,
};

const NO_FACTS: Pick<ArtifactCard, "kind" | "made" | "people"> = { kind: "", made: "", people: [] };
const FACTS: Pick<ArtifactCard, "kind" | "made" | "people">[] = [
  { kind: "lesson", made: "2026-10", people: [] },
  { kind: "student work", made: "2026-11-03", people: ["S1", "S2"] },
  NO_FACTS,
];

type Told = [en: string, es: string];
type Case = Pick<Finding, "rule" | "severity"> & { about: Partial<Finding["subject"]>; message: Told; hint: Told };

const FAULTS: Case[] = [
  {
    rule: "evidence-missing",
    severity: "required",
    about: { kind: "artifact", id: "podcast-unit", file: "artifacts/podcast-unit/interview.m4a" },
    message: ["A file of “Podcast unit” is missing: interview.m4a.", "Falta un archivo de «Podcast unit»: interview.m4a."],
    hint: [
      "Put the file back into the artifact's folder, or take it off its list of evidence.",
      "Devuelve el archivo a la carpeta del artefacto o quítalo de su lista de evidencias.",
    ],
  },
  {
    rule: "people-consent-missing",
    severity: "required",
    about: { kind: "artifact", id: "maker-fair", field: "people.1" },
    message: [
      "“Maker fair” shows students, and no consent is recorded.",
      "«Maker fair» muestra a estudiantes y no consta ningún consentimiento.",
    ],
    hint: [
      "Record the consent you hold. Names stay on this computer.",
      "Anota el consentimiento que tienes. Los nombres se quedan en este equipo.",
    ],
  },
  {
    rule: "coverage-below-pass",
    severity: "required",
    about: { kind: "portfolio", field: "criteria" },
    message: ["19 of 25 criteria are covered; 20 are needed.", "Hay 19 de 25 criterios cubiertos; se necesitan 20."],
    hint: ["Attach an artifact to one more criterion and write its text.", "Asocia un artefacto a otro criterio y escribe su texto."],
  },
  {
    rule: "coverage-criterion-open",
    severity: "recommended",
    about: { kind: "criterion", id: "4d" },
    message: ["Nothing stands for 4d yet.", "Todavía no hay nada para 4d."],
    hint: ["Choose an artifact that shows it, and say how.", "Elige un artefacto que lo muestre y di cómo."],
  },
  {
    rule: "criterion-without-text",
    severity: "recommended",
    about: { kind: "criterion", id: "3c" },
    message: ["3c has artifacts, but no text says how they show it.", "3c tiene artefactos, pero ningún texto dice cómo lo muestran."],
    hint: ["Write what you did and how it meets this criterion.", "Escribe qué hiciste y cómo cumple este criterio."],
  },
  {
    rule: "alt-missing",
    severity: "recommended",
    about: { kind: "artifact", id: "choice-boards", field: "evidence.board.alt" },
    message: [
      "2 pictures of “Choice boards, unit 3” have no description.",
      "2 imágenes de «Choice boards, unit 3» no tienen descripción.",
    ],
    hint: [
      "Say in a sentence what each shows, or mark it as decorative.",
      "Di en una frase qué muestra cada una, o márcala como decorativa.",
    ],
  },
  {
    rule: "standard-on-one-artifact",
    severity: "advice",
    about: { kind: "criterion", id: "7b" },
    message: ["Analyst rests on one artifact.", "Analyst se apoya en un solo artefacto."],
    hint: ["A second one makes it safer.", "Con otro sería más seguro."],
  },
  {
    rule: "due-unconfirmed",
    severity: "advice",
    about: { kind: "portfolio", field: "dates" },
    message: ["Your due date is reckoned, not confirmed.", "Tu fecha límite está calculada, no confirmada."],
    hint: ["Compare it with what your programme wrote to you.", "Compárala con lo que te escribió tu programa."],
  },
];

const VANISHED: [message: Told, hint: Told] = [
  ["The folder of this portfolio can't be read.", "No se puede leer la carpeta de este portafolio."],
  [
    "It may have been moved, or its disk is not connected. Nothing was changed. Put it back and try again.",
    "Quizá se haya movido o su disco no esté conectado. No se ha cambiado nada. Devuélvela a su sitio e inténtalo de nuevo.",
  ],
];

/** How far the learner of the complete portfolio has judged it: a few points are not earned, the last not judged yet. */
function judged(index: number): number | null {
  return index > 22 ? null : index % 8 === 5 ? 0 : 1;
}

const LONG = "Zusammenarbeitsdokumentationsvorlagenverzeichnisübersichtsplan".slice(0, 60);
const RIGHT_TO_LEFT = "معرض الصانعين في المدرسة";

/** The portfolio of a scenario, told in `language`. */
export function portfolio(scenario: Scenario, language: string): Portfolio {
  const tell = teller(language);
  const unfinished = scenario === "unfinished" || scenario === "crowded";
  const shown = scenario === "empty" ? [] : ARTIFACTS.slice(0, unfinished ? 8 : 11);
  const findings = (unfinished ? FAULTS : scenario === "empty" ? FAULTS.slice(-1) : []).map((fault) => ({
    rule: fault.rule,
    severity: fault.severity,
    subject: { kind: "portfolio" as const, id: null, file: null, field: null, ...fault.about },
    message: tell(fault.message),
    hint: tell(fault.hint),
    source: "METC: a portfolio of artifacts with reflections",
    line: null,
    waivable: fault.rule !== "evidence-missing",
  }));
  const about = (kind: string, id: string): number =>
    findings.filter(({ subject }) => subject.kind === kind && subject.id === id).length;

  const artifacts = shown.map(([id, title, alt, evidence], index): ArtifactCard => {
    const state = !unfinished || index < 5 ? "ready" : index === 7 ? "planned" : "drafted";
    const picture = PICTURES[id] ? { id, alt } : null;
    return { id, number: index + 1, title, state, evidence, picture, findings: about("artifact", id), ...FACTS[index % FACTS.length] ?? NO_FACTS, criteria: shown[index]?.[4] ?? [] };
  });
  if (scenario === "crowded") artifacts.push(...crowd());

  const wordless = unfinished ? ["3c", "4d", "6b", "6d", "2c"] : [];
  const criteria = CRITERIA.map(([key, standard, paraphrase], index): CriterionRow => {
    const attached = shown.filter(([, , , , keys]) => keys.includes(key)).map(([id, title], place) => ({
      id,
      number: artifacts.find((artifact) => artifact.id === id)?.number ?? null,
      title,
      role: place === 0 ? ("main" as const) : ("supporting" as const),
    }));
    const words = scenario === "empty" || wordless.includes(key) ? 0 : 84 + ((index * 37) % 61);
    const leftOpen = unfinished && key === "2c";
    const state = leftOpen ? "left-open" : stateOf(attached.length > 0 || (standard === null && words > 0), words);
    return { key, number: index + 1, code: standard === null ? "" : key, standard, paraphrase, state, words, artifacts: attached, findings: about("criterion", key), selfScore: scenario === "complete" ? judged(index) : null };
  });

  const count = (severity: Finding["severity"]): number => findings.filter((f) => f.severity === severity).length;
  return {
    opened: {
      path: `/home/dana/Documents/${scenario === "complete" ? "Sample portfolio" : "ISTE portfolio"}`,
      title: scenario === "crowded" ? `${LONG} ${RIGHT_TO_LEFT}` : scenario === "complete" ? "Sample portfolio" : "My ISTE portfolio",
      readOnly: scenario === "readonly" ? "read-only-newer" : null,
    },
    overview: {
      ...PLANNED, name: "Dana Benson",
      programme: "ISTE Certification (METC 2020)",
      today: "2026-11-24",
      due: scenario === "empty" ? null : { date: "2027-02-28", basis: "cohort", cautious: "2027-02-27", daysLeft: 96 },
      artifacts: { count: artifacts.length, ready: artifacts.filter((a) => a.state === "ready").length, min: 9, max: 14 },
      criteria: { covered: criteria.filter((row) => row.state === "covered").length, total: 25, pass: 20, earned: 0, judged: 0 },
      findings: { required: count("required"), recommended: count("recommended"), advice: count("advice") },
      gravest: findings.slice(0, 4),
    },
    criteria,
    artifacts,
    findings,
  };
}

/** The failure of a folder that is no longer there. */
export function vanished(language: string): Failure {
  const [message, hint] = VANISHED.map(teller(language)) as [string, string];
  return { code: "folder-vanished", message, hint };
}

function teller(language: string): (told: Told) => string {
  return ([en, es]) => (language === "es" ? es : en);
}

function stateOf(attached: boolean, words: number): CriterionRow["state"] {
  if (attached) return words > 0 ? "covered" : "text-missing";
  return words > 0 ? "artifact-missing" : "open";
}

/** Enough artifacts to fill the screen many times, with titles that don't break by themselves or run from the right. */
function crowd(): ArtifactCard[] {
  return Array.from({ length: 192 }, (_, index) => ({
    id: `extra-${index}`,
    number: index % 9 === 0 ? null : index + 9,
    title: index % 3 === 0 ? LONG : index % 3 === 1 ? RIGHT_TO_LEFT : `Lesson ${index}`,
    state: "drafted",
    evidence: index % 4,
    picture: null,
    findings: index % 5 === 0 ? 1 : 0,
    ...FACTS[index % FACTS.length] ?? NO_FACTS,
    criteria: [],
  }));
}
