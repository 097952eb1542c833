import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { Fake } from "../../backend/fake";

const fake = (backend: unknown): Fake => {
  if (!(backend instanceof Fake)) throw new Error("not in memory");
  return backend;
};

test("a time of the week is added, and the work that is left appears in it", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/plan");
  await screen.findByText(/^Add a time of your week above/);
  await user.click(screen.getByRole("button", { name: "Add: Time" }));
  // What is shown is kept, whether it is changed or not.
  await vi.waitFor(() => expect(fake(backend).planned.week.slots).toEqual([{ day: "sunday", at: "", minutes: 60 }]));
  expect(document.activeElement).toBe(within(screen.getByRole("group", { name: "Time 1" })).getByLabelText("Day"));
  await user.selectOptions(within(screen.getByRole("group", { name: "Time 1" })).getByLabelText("Day"), "Wednesday");
  const list = await screen.findByTestId("blocks");
  expect(within(list).getAllByRole("heading").map(({ textContent }) => textContent?.trim())[0]).toMatch(/^Wednesday, November 25, 2026/);
  expect(within(list).getByRole("link", { name: "Write the contextualization of 3b" }).getAttribute("href")).toBe("#/criterion/3b");
  expect(fake(backend).planned.week.slots).toEqual([{ day: "wednesday", at: "", minutes: 60 }]);
  await user.selectOptions(within(screen.getByRole("group", { name: "Time 1" })).getByLabelText("How long"), "30 min");
  await vi.waitFor(() => expect(list.textContent).toContain("goes on later"));
  await expectAccessible();
});

test("a time that is taken away again leaves the work without one", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/plan", (backend) => {
    fake(backend).planned.week.slots = [{ day: "sunday", at: "19:00", minutes: 90 }];
  });
  await screen.findByTestId("blocks");
  expect(screen.getByTestId("blocks").textContent).toContain("19:00");
  await user.click(screen.getByRole("button", { name: "Remove: Time 1" }));
  await vi.waitFor(() => expect(screen.queryByTestId("blocks")).toBeNull());
  expect(screen.getByText("5 pieces of work without a time")).toBeTruthy();
});

test("a pause is saved once both of its days are known", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/plan");
  const edit = vi.spyOn(backend, "edit");
  await user.click(await screen.findByRole("button", { name: "Add: Pause" }));
  const day = async (name: string, value: string) => {
    const input = within(screen.getByRole("group", { name: "Pause 1" })).getByLabelText(name);
    await user.type(input, value);
    await user.tab();
  };
  await day("First day", "2026-12-19");
  expect(edit).not.toHaveBeenCalled();
  await day("Last day", "2027-01-03");
  const pauses = [{ from: "2026-12-19", to: "2027-01-03", note: "" }];
  await vi.waitFor(() => expect(edit).toHaveBeenCalledWith({ kind: "plan", set: { pauses }, was: { pauses: [] } }));
});

test("the calendar is written, is told of, and is no longer offered on Overview", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/plan");
  await user.click(await screen.findByRole("checkbox", { name: "7 days before" }));
  await vi.waitFor(() => expect(fake(backend).planned.week.daysBefore).toEqual([7]));
  await user.selectOptions(screen.getByLabelText("It rings before a time of work"), "10 min before");
  await vi.waitFor(() => expect(fake(backend).planned.week.minutesBefore).toBe(10));
  await user.click(screen.getByRole("button", { name: "Choose another folder" }));
  await screen.findByText("/home/dana/Calendars/plan.ics");
  await user.click(screen.getByRole("button", { name: "Write the calendar" }));
  expect((await screen.findByTestId("calendar-written")).textContent).toContain("The calendar with 8 events is written.");
  window.location.hash = "#/overview";
  await screen.findByRole("heading", { level: 1, name: "Overview" });
  expect(screen.queryByText(/Your calendar can remind you/)).toBeNull();
});

test("a calendar that could not be written says why", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/plan");
  vi.spyOn(backend, "writeCalendar").mockRejectedValueOnce({ code: "calendar-name-taken", message: "That is no calendar.", hint: "Another name." });
  await user.click(await screen.findByRole("button", { name: "Write the calendar" }));
  expect((await screen.findByRole("alert")).textContent).toContain("That is no calendar.");
  expect(screen.queryByTestId("calendar-written")).toBeNull();
});

test.each([
  ["too-little", null, null, /cannot be said yet/],
  ["range", "2026-12-20", "2027-01-24", /between December 20, 2026 and January 24, 2027/],
  ["range", "2026-12-20", null, /the other weeks say nothing/],
  ["done", null, null, /All criteria are answered/],
] as const)("the forecast %s from %s to %s is said in words, and the chart has a table", async (forecast, early, late, words) => {
  const { user } = await openWindow({ open: "unfinished" }, "#/plan", (backend) => {
    fake(backend).planned.pace = {
      start: "2026-08-31",
      finishBy: "2027-02-13",
      total: 25,
      done: 12,
      planned: 12,
      neededTenths: 13,
      seen: [{ date: "2026-10-26", done: 3 }, { date: "2026-11-24", done: 12 }],
      forecast,
      weeks: 4,
      early,
      late,
    };
  });
  expect((await screen.findByTestId("forecast")).textContent).toMatch(words);
  const section = screen.getByRole("region", { name: "Done and planned" });
  expect(within(section).getByText(/1\.3 criteria a week lead to the end by February 13, 2027/)).toBeTruthy();
  await user.click(within(section).getByText("The same as a table"));
  expect(within(section).getAllByRole("row").map(({ textContent }) => textContent)).toEqual([
    "WhenAnsweredPlanned",
    "October 26, 202638",
    "November 24, 20261212",
  ]);
});
