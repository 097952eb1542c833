/** The plan of the backend in memory: the course, the week, and what came of it. */
import type {
  BlockLine,
  CalendarWritten,
  CourseStepLine,
  Edit,
  ExtensionLine,
  NextChoice,
  Overview,
  PaceChart,
  PlanPage,
  ReadinessFigures,
  StageFigures,
  TaskLine,
} from "./bindings";

const CAUTIOUS_DAYS = 180;
const SLACK_DAYS = 14;
const COURSE_DAYS = 56;

/** Key, name, first and last day of the form, whether somebody is there at a time. */
const STEPS: [string, string, number, number, boolean][] = [
  ["session-1", "Virtual session 1", -7, -7, true],
  ["module-1", "Module 1: Designing for Diversity", 0, 13, false],
  ["check-in-1", "Check-in 1", 7, 13, true],
  ["module-4", "Module 4: The New Digital Citizenship", 42, 55, false],
];

export const TASKS: TaskLine[] = [
  task("consent", "Ask for the consent of S2", 15, "artifact", "maker-fair", "people-consent-missing"),
  task("contextualization", "Write the contextualization of 3b", 40, "criterion", "3b", "criterion-without-text"),
  task("contextualization", "Write the contextualization of 6a", 40, "criterion", "6a", "coverage-criterion-open"),
  task("feedback", "Have somebody read your portfolio", 30, "portfolio", null, null),
  task("handing-in", "Make the package, rehearse it and hand it in", 60, "bundle", null, null),
];

function task(
  work: TaskLine["work"],
  title: string,
  minutes: number,
  kind: TaskLine["subject"]["kind"],
  id: string | null,
  rule: string | null,
): TaskLine {
  return { work, title, minutes, subject: { kind, id, file: null, field: null }, rule };
}

type Dates = Pick<PlanPage, "courseEnd" | "ownCompletion" | "officialDue" | "preparedOn">;

export class FakePlan {
  dates: Dates = { courseEnd: "2026-08-31", ownCompletion: null, officialDue: null, preparedOn: null };
  /** What a test or a picture wants to be so. */
  stage: Partial<StageFigures> = {};
  extensions: ExtensionLine[] = [];
  week: Pick<PlanPage["week"], "slots" | "pauses" | "chosen" | "daysBefore" | "minutesBefore"> = {
    slots: [],
    pauses: [],
    chosen: null,
    daysBefore: [],
    minutesBefore: null,
  };
  outcome: PlanPage["outcome"] = { feedback: null, submitted: null, result: null, on: null, lapses: null };
  start: string | null = null;
  course: Pick<
    PlanPage["course"],
    "form" | "cohort" | "provider" | "facilitator" | "unfinished" | "points" | "percent" | "resultOn" | "proof" | "links" | "documents"
  > = {
    form: "online",
    cohort: "",
    provider: "",
    facilitator: "",
    unfinished: false,
    points: null,
    percent: null,
    resultOn: null,
    proof: null,
    links: [],
    documents: [],
  };
  steps: Record<string, Partial<CourseStepLine>> = {};
  pace: PaceChart | null = null;
  calendarPlace = "/home/dana/Documents/ISTE portfolio.ics";
  calendars = 0;
  notified: string[] = [];
  learned: [string, number, boolean][] = [];

  /** Whether this edit is one of the plan. */
  change(edit: Edit): boolean {
    if (edit.kind === "plan") {
      const { slots, pauses, finishBy, daysBefore, minutesBefore, feedback, submitted, result, outcomeOn, lapses, ...course } = edit.set;
      const given = <T extends object>(all: T) =>
        Object.fromEntries(Object.entries(all).flatMap(([key, value]) => (value === undefined ? [] : [[key, value === "" ? null : value]])));
      Object.assign(this.week, given({ slots, pauses, chosen: finishBy, daysBefore, minutesBefore }));
      Object.assign(this.outcome, given({ feedback, submitted, result, on: outcomeOn, lapses }));
      Object.assign(this.course, course);
    } else if (edit.kind === "course-start") this.start = edit.start || null;
    else if (edit.kind === "course-step") this.steps[edit.key] = { ...this.steps[edit.key], ...edit.set };
    else if (edit.kind === "remove-course-step") this.steps = Object.fromEntries(Object.entries(this.steps).filter(([key]) => key !== edit.key));
    else if (edit.kind === "extensions") this.extensions = edit.extensions;
    else if (edit.kind === "remove-document") this.course.documents = this.course.documents.filter(({ path }) => path !== edit.path);
    else return false;
    return true;
  }

  page(today: string): PlanPage {
    const { courseEnd, ownCompletion, officialDue } = this.dates;
    const end = courseEnd ?? (this.start && dayAfter(this.start, COURSE_DAYS - 1));
    const reckoned = ([["cohort", end], ["own", ownCompletion]] as const)
      .flatMap(([basis, start]) => (start ? [{ basis, start, date: sixMonthsAfter(start), clamped: !sixMonthsAfter(start).endsWith(start.slice(-3)) }] : []))
      .sort((a, b) => a.date.localeCompare(b.date));
    const told = officialDue ? [{ basis: "official" as const, start: null, date: officialDue, clamped: false }] : [];
    const extended = this.extensions
      .filter(({ due }) => due !== "")
      .map(({ granted, due }) => ({ basis: "extension" as const, start: granted || null, date: due, clamped: false }));
    const counts = extended.at(-1) ?? told[0] ?? reckoned[0];
    const steps = [...reckoned, ...told, ...extended].map((step) => ({ ...step, tooEarly: false, counts: step === counts }));
    const due = counts ? { date: counts.date, basis: counts.basis, cautious: cautiousDay(counts), daysLeft: daysBetween(today, counts.date) } : null;
    const finishBy = this.week.chosen ?? (due && dayAfter(due.cautious, -SLACK_DAYS));
    const weekly = this.week.slots.reduce((sum, { minutes }) => sum + minutes, 0);
    return {
      today,
      stage: this.figures(due?.daysLeft ?? null),
      fault: null,
      ...this.dates,
      extensions: this.extensions,
      months: 6,
      cautiousDays: CAUTIOUS_DAYS,
      slackDays: SLACK_DAYS,
      slackTold: false,
      lapseYears: 3,
      due,
      steps,
      course: this.#course(end),
      week: {
        ...this.week,
        finishBy,
        minutes: TASKS.reduce((sum, { minutes }) => sum + minutes, 0),
        tasks: TASKS,
        blocks: this.#blocks(today),
        unplaced: weekly === 0 ? 185 : 0,
        late: false,
        weekly,
        needed: 24,
        plans: !this.outcome.submitted,
      },
      pace: this.pace,
      calendarPlace: this.calendarPlace,
      outcome: this.outcome,
    };
  }

  figures(daysLeft: number | null): StageFigures {
    const { submitted, result } = this.outcome;
    const stage = result ?? (submitted ? "submitted" : daysLeft === null ? "undated" : daysLeft < 0 ? "past" : "portfolio");
    const extended = this.extensions.length > 0;
    return { stage, extended, month: daysLeft === null ? null : 3, week: null, courseStart: this.start, clockBehind: null, submitted, lapse: null, course: this.course.unfinished ? "unfinished" : "ended", minutes: 185, needed: 24, ...this.stage };
  }

  #course(ends: string | null): PlanPage["course"] {
    const begins = this.start ?? (ends && dayAfter(ends, 1 - COURSE_DAYS));
    const own = Object.keys(this.steps).filter((key) => !STEPS.some(([known]) => known === key));
    const all = [...STEPS, ...own.map((key): (typeof STEPS)[number] => [key, this.steps[key]?.title ?? "", 0, 0, true])];
    const line = ([key, name, from, to, meeting]: (typeof STEPS)[number], first: string): CourseStepLine => ({
      key,
      name,
      title: "",
      own: own.includes(key),
      meeting,
      from: dayAfter(first, from),
      to: dayAfter(first, to),
      fromTold: "",
      toTold: "",
      asked: meeting ? [60, 60] : [180, 300],
      optional: key.startsWith("check-in"),
      leftOut: false,
      done: null,
      attended: null,
      minutes: null,
      link: "",
      ...told(this.steps[key] ?? {}),
    });
    return {
      ...this.course,
      forms: ["blended", "online"],
      state: this.course.unfinished ? "unfinished" : this.course.points === null ? "ended" : this.course.points >= 20 ? "passed" : "not-passed",
      start: this.start,
      begins,
      ends,
      slack: ends ? [dayAfter(ends, -14), dayAfter(ends, 14)] : null,
      steps: begins ? all.map((step) => line(step, begins)) : [],
      asked: [25, 20, 80],
      offeredUntil: null,
    };
  }

  /** One piece of work a time, on the next days of the week that the learner keeps free. */
  #blocks(today: string): BlockLine[] {
    const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    const times = Array.from({ length: 90 }, (_, at) => dayAfter(today, at)).flatMap((date) => {
      const day = days[new Date(`${date}T00:00:00Z`).getUTCDay()];
      return this.week.slots.filter((slot) => slot.day === day).map((slot) => ({ date, at: slot.at, minutes: slot.minutes }));
    });
    return TASKS.flatMap(({ minutes, title }, at): BlockLine[] => {
      const time = times[at];
      return time ? [{ ...time, turn: 0, outline: title, parts: [{ task: at, minutes: Math.min(minutes, time.minutes), goesOn: minutes > time.minutes }] }] : [];
    });
  }

  write(): CalendarWritten {
    this.calendars += 1;
    return { path: this.calendarPlace, events: 8, cancelled: 0 };
  }

  next(minutes: number): NextChoice[] {
    const [consent, first, second] = TASKS as [TaskLine, TaskLine, TaskLine];
    const writing = { work: first.work, begins: minutes < 40, gain: minutes < 40 ? 38 : 123 };
    return [
      { work: consent.work, title: consent.title, minutes: 15, begins: false, gain: 123, tasks: [consent] },
      minutes < 80
        ? { ...writing, title: first.title, minutes: Math.min(40, minutes), tasks: [first] }
        : { ...writing, title: "Write 2 contextualizations", minutes: 80, tasks: [first, second], gain: 246 },
    ];
  }
}

/** What was told of a step's days lies where the form's days did. */
function told({ from, to, ...note }: Partial<CourseStepLine>): Partial<CourseStepLine> {
  return { ...note, ...(from ? { from, fromTold: from } : {}), ...(to ? { to, toTold: to } : {}) };
}

/** How far the made-up portfolios are. */
export function readiness({ gravest, findings }: Overview): ReadinessFigures {
  const taken = [...new Set(gravest.map(({ rule }) => rule))].map((rule) => {
    const [first] = gravest.filter((finding) => finding.rule === rule);
    return { rule, message: first?.message ?? "", findings: 1, hundredths: 400 };
  });
  const rest = findings.required + findings.recommended > 0 ? 2_000 : 0;
  return { hundredths: 10_000 - rest - taken.length * 400, taken };
}

function sixMonthsAfter(date: string): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + 6, 0)).getUTCDate();
  return new Date(Date.UTC(year, month + 5, Math.min(day, last))).toISOString().slice(0, 10);
}

function cautiousDay({ start, date, basis }: { start: string | null; date: string; basis: string }): string {
  if (!start || basis === "extension") return date;
  const counted = dayAfter(start, CAUTIOUS_DAYS);
  return counted < date ? counted : date;
}

function dayAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
