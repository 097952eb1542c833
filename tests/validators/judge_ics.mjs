// Judges a calendar with ical.js in its strict form: what it parses, it also writes and parses again to the same.
import { readFile } from "node:fs/promises";
import ICAL from "ical.js";

ICAL.design.strict = true;
const told = [];
for (const path of process.argv.slice(2)) {
  try {
    const text = await readFile(path, "utf8");
    const parsed = ICAL.parse(text);
    const events = new ICAL.Component(parsed).getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
    if (events.length === 0) told.push(`${path}: no event`);
    for (const event of events) {
      if (!event.uid || !event.summary) told.push(`${path}: an event without UID or summary`);
      if (Number.isNaN(event.startDate?.toJSDate().getTime() ?? Number.NaN)) told.push(`${path}: ${event.uid} begins at no day`);
      if (event.duration.toSeconds() <= 0) told.push(`${path}: ${event.uid} takes no time`);
    }
    const again = JSON.stringify(ICAL.parse(ICAL.stringify(parsed)));
    if (again !== JSON.stringify(parsed)) told.push(`${path}: is not the same when it is written again`);
  } catch (error) {
    told.push(`${path}: ${error.message}`);
  }
}
console.log(told.join("\n"));
process.exitCode = told.length > 0 ? 1 : 0;
