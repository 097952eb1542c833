/** Where a portfolio stands, in words: calm at every stage. */
import type { DueFigures, StageFigures } from "../backend";
import * as m from "../paraglide/messages.js";
import { formatDate, formatMinutes, formatNumber } from "./format";

export type Standing = { headline: string; text: string };

/** A course without the end that a portfolio rests on: then nothing presses. */
const WITHOUT_COURSE: Partial<Record<StageFigures["course"], () => string>> = {
  unfinished: m.ui_course_state_unfinished,
  "not-passed": m.ui_course_state_not_passed,
};

/** It was handed in, and nothing is asked of the learner. */
export function isOver({ stage }: StageFigures): boolean {
  return stage === "submitted" || stage === "certified";
}

/** `null` where nothing is known that could be said. */
export function standingOf(figures: StageFigures, due: DueFigures | null, today: string): Standing | null {
  const date = (day: string | null) => (day ? formatDate(day, "long") : "");
  const on = { date: date(due?.date ?? null) };
  switch (figures.stage) {
    case "undated":
      return null;
    case "clock-behind":
      return {
        headline: m.ui_stage_clock(),
        text: m.ui_stage_clock_text({ today: date(today), noted: date(figures.clockBehind) }),
      };
    case "before":
      return { headline: m.ui_stage_before({ date: date(figures.courseStart) }), text: m.ui_stage_before_text() };
    case "course":
      return {
        headline: figures.week === null ? m.ui_stage_course_end() : m.ui_stage_course({ week: formatNumber(figures.week) }),
        text: m.ui_stage_course_text(),
      };
    case "last-week":
      return { headline: m.ui_stage_last_week(), text: m.ui_stage_last_week_text() };
    case "last-day":
      return { headline: m.ui_stage_last_day(), text: m.ui_stage_last_day_text() };
    case "past":
      return { headline: m.ui_stage_past(on), text: m.ui_stage_past_text() };
    case "submitted":
      return { headline: m.ui_stage_submitted({ date: date(figures.submitted) }), text: m.ui_stage_submitted_text() };
    case "not-yet":
      return { headline: m.ui_stage_not_yet(), text: m.ui_stage_not_yet_text() };
    case "certified":
      return { headline: m.ui_stage_certified(), text: lapse(figures, today) };
    case "portfolio": {
      if (figures.extended) return { headline: m.ui_stage_extended(on), text: m.ui_stage_extended_text() };
      if (figures.month === null) return null;
      return { headline: m.ui_stage_month({ month: formatNumber(figures.month) }), text: WITHOUT_COURSE[figures.course]?.() ?? left(figures) };
    }
  }
}

function left({ minutes, needed }: StageFigures): string {
  if (minutes === 0) return m.ui_week_nothing_left();
  const time = formatMinutes(minutes);
  return needed === null ? m.ui_week_left({ time }) : m.ui_stage_month_text({ time, week: formatMinutes(needed) });
}

function lapse({ lapse }: StageFigures, today: string): string {
  if (!lapse) return m.ui_stage_certified_text();
  const date = formatDate(lapse.date, "long");
  if (lapse.date < today) return m.ui_stage_lapsed({ date });
  if (lapse.near) return m.ui_stage_lapse_near({ date });
  return m.ui_stage_lapse({ date, remind: formatDate(lapse.remind, "long") });
}
