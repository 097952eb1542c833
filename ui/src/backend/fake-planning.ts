/** What the window asks of the plan, in the backend in memory. */
import type { CalendarWritten, Done, NextChoice, PlanPage, TextOf } from "./bindings";
import * as m from "../paraglide/messages.js";
import { FakeFiles } from "./fake-files";
import { FakePlan } from "./fake-plan";

export abstract class FakePlanning extends FakeFiles {
  readonly planned = new FakePlan();
  protected abstract today(): string;

  async plan(): Promise<PlanPage> {
    return structuredClone(this.planned.page(this.today()));
  }

  async nextWork(minutes: number): Promise<NextChoice[]> {
    return this.planned.next(minutes);
  }

  async chooseCalendarPlace(): Promise<string | null> {
    this.planned.calendarPlace = "/home/dana/Calendars/plan.ics";
    return this.planned.calendarPlace;
  }

  async writeCalendar(): Promise<CalendarWritten> {
    return this.planned.write();
  }

  async addDocuments(): Promise<Done | null> {
    const { documents } = this.planned.course;
    this.planned.course.documents = [...documents, { path: "programme/handbook.pdf", name: "handbook.pdf", bytes: 88_211 }];
    return { id: null, log: { ...this.desk.log, undo: m.change_shelf() } };
  }

  openDocument = async (path: string): Promise<void> => void this.visited.push(path);
  openPlanAddress = async (address: string): Promise<void> => void this.visited.push(address);
  notify = async (title: string): Promise<void> => void this.planned.notified.push(title);
  spent = async (of: TextOf, minutes: number, fresh: boolean): Promise<void> => void this.planned.learned.push([of.id, minutes, fresh]);
  forgetSpent = async (): Promise<void> => void (this.planned.learned = []);
}
