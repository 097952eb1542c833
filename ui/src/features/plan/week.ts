/** Days and lengths of a week's times, in words. */
import type { SlotLine } from "../../backend";
import * as m from "../../paraglide/messages.js";

export const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const satisfies SlotLine["day"][];

export const DAY_WORDS: Record<SlotLine["day"], () => string> = {
  monday: m.ui_day_monday,
  tuesday: m.ui_day_tuesday,
  wednesday: m.ui_day_wednesday,
  thursday: m.ui_day_thursday,
  friday: m.ui_day_friday,
  saturday: m.ui_day_saturday,
  sunday: m.ui_day_sunday,
};

/** Lengths that are offered, in minutes. */
export const LENGTHS = [15, 25, 30, 45, 60, 90, 120, 180, 240];
