/** The backend in memory as one opening of a portfolio needs it, and what it makes of two texts. */
import * as m from "../paraglide/messages.js";
import type { Backend, Failure, TextPiece } from ".";
import type { Fake } from "./fake";

/** Refused once another portfolio is open. */
const WRITES: ReadonlySet<string | symbol> = new Set<keyof Backend>([
  "acceptText",
  "addDocuments",
  "addViewable",
  "answerAway",
  "backUp",
  "chooseBackupPlace",
  "chooseBundlePlace",
  "chooseCalendarPlace",
  "chooseHandInPlace",
  "clean",
  "edit",
  "editHandIn",
  "ignoreAway",
  "importDropped",
  "importFiles",
  "importPasted",
  "layOut",
  "makeViewables",
  "merge",
  "mergeCopy",
  "pack",
  "pasteAddresses",
  "putBack",
  "putOffBackup",
  "redo",
  "rehearse",
  "saveText",
  "setAside",
  "undo",
  "writeCalendar",
]);

const anotherOpen = (): Failure => ({
  code: "another-open",
  message: m.error_another_open(),
  hint: m.error_hint_another_open(),
});

export function boundTo(fake: Fake, opening: number, now: () => number): Backend {
  const door: Backend = fake;
  return new Proxy(door, {
    get(_, name) {
      if (name === "keepAside") {
        return (...[of, text]: Parameters<Backend["keepAside"]>) => {
          fake.aside.push({ opening, of, text });
          return door.keepAside(of, text);
        };
      }
      const member: unknown = Reflect.get(fake, name, fake);
      if (typeof member !== "function") return member;
      if (!WRITES.has(name)) return member.bind(fake);
      return (...args: unknown[]): unknown => (now() === opening ? member.apply(fake, args) : Promise.reject(anotherOpen()));
    },
  });
}

export function merged(base: string, mine: string, theirs: string): TextPiece[] {
  if (theirs === base) return [{ kind: "agreed", text: mine }];
  const [before, own, other] = [base, mine, theirs].map((text) => text.split("\n\n")) as [string[], string[], string[]];
  if (own.length !== before.length || other.length !== before.length) {
    return [{ kind: "both", mine, theirs, both: `${mine}\n\n${theirs}` }];
  }
  return before.map((was, at): TextPiece => {
    const end = at + 1 < before.length ? "\n\n" : "";
    const [one = "", two = ""] = [own[at], other[at]];
    if (one === was || two === was || one === two) return { kind: "agreed", text: (one === was ? two : one) + end };
    return { kind: "both", mine: one + end, theirs: two + end, both: `${one}\n\n${two}${end}` };
  });
}
