import { fireEvent, screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const said = () => screen.getAllByRole("status").at(-1)?.textContent;
const field = (name: string) => screen.findByLabelText<HTMLInputElement>(name);
const set = (input: HTMLInputElement, value: string) => fireEvent.change(input, { target: { value } });

test("the due date is said large, with the days left and how it comes about", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/plan");
  expect((await screen.findByTestId("plan-due")).textContent).toMatch(/February.*2027/);
  expect(screen.getByTestId("plan-days").textContent).toBe("96 days left");
  await user.click(screen.getByText("How this date comes about"));
  const row = screen.getByRole("row", { name: /^End of the course .*counts/ });
  expect(row.textContent).toContain("This one counts");
  expect(row.textContent).toContain("its last day counts");
  expect(screen.getByRole("row", { name: /180 days instead of 6 months/ }).textContent).toMatch(/27/);
  await expectAccessible();
});

test("the line has a table that says the same", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/plan");
  await user.click(await screen.findByText("The same as a table"));
  const section = screen.getByRole("region", { name: "Your time at a glance" });
  const rows = within(section).getAllByRole("rowheader").map(({ textContent }) => textContent);
  expect(rows).toEqual(["End of the course", "Today", "To be safe", "Due"]);
  expect(within(section).getByText("46% of the time has passed")).toBeTruthy();
});

test("a date is saved as it is changed, is announced, and the plan follows", async () => {
  const { backend, workspace } = await openWindow({ open: "unfinished" }, "#/plan");
  const edit = vi.spyOn(backend, "edit");
  await set(await field("Due date told by your programme"), "2027-01-15");
  await vi.waitFor(() => expect(screen.getByTestId("plan-due").textContent).toMatch(/January.*2027/));
  expect(edit.mock.calls).toEqual([[{ kind: "settings", set: { officialDue: "2027-01-15" } }]]);
  expect(said()).toMatch(/^Saved: Due date told by your programme, .*2027$/);
  expect(workspace.log.undo).toBe("changing the settings");
  const rows = screen.getAllByRole("row", { hidden: true }).map(({ textContent }) => textContent ?? "");
  expect(rows.find((row) => row.includes("End of the course"))).toContain("Does not count");
  await set(await field("Due date told by your programme"), "");
  await vi.waitFor(() => expect(said()).toBe("Saved: Due date told by your programme, not known"));
  expect(edit).toHaveBeenLastCalledWith({ kind: "settings", set: { officialDue: "" } });
});

test("a date that is only reckoned can be confirmed, and is then told", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/plan");
  const edit = vi.spyOn(backend, "edit");
  await user.click(await screen.findByRole("button", { name: "My programme told me the same date" }));
  await vi.waitFor(() => expect(said()).toBe("Saved as the date told by your programme."));
  expect(edit.mock.calls).toEqual([[{ kind: "settings", set: { officialDue: "2027-02-28" } }]]);
  expect(screen.queryByRole("button", { name: "My programme told me the same date" })).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole("heading", { name: "Your due date" }));
  expect(await field("Due date told by your programme")).toHaveProperty("value", "2027-02-28");
});

test("a date that could not be written down does not stay in its field", async () => {
  const { backend } = await openWindow({ open: "unfinished" }, "#/plan");
  vi.spyOn(backend, "edit").mockRejectedValueOnce({ code: "disk-full", message: "The disk is full.", hint: "Make room." });
  const end = await field("End of your course");
  await set(end, "2026-09-15");
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect(end.value).toBe("2026-08-31");
});

test("what is not a date yet is not saved, and a date is saved once however it was typed", async () => {
  const { backend } = await openWindow({ open: "unfinished" }, "#/plan");
  const edit = vi.spyOn(backend, "edit");
  const end = await field("End of your course");
  end.focus();
  for (const typed of ["0002-09-15", "0020-09-15", "0202-09-15"]) await set(end, typed);
  await new Promise((resolve) => setTimeout(resolve, 600));
  expect(edit).not.toHaveBeenCalled();
  await set(end, "2026-09-01");
  await set(end, "2026-09-15");
  end.blur();
  await vi.waitFor(() => expect(edit.mock.calls).toEqual([[{ kind: "settings", set: { courseEnd: "2026-09-15" } }]]));
  end.focus();
  await set(end, "0002-09-15");
  end.blur();
  expect(end.value).toBe("2026-09-15");
});

test("without a date the first thing taught is which one to enter", async () => {
  const { user } = await openWindow({ open: "empty" }, "#/plan");
  await screen.findByRole("heading", { name: "When did your course end?" });
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Enter the date" }));
  const end = await field("End of your course");
  expect(document.activeElement).toBe(end);
  await set(end, "2026-10-31");
  await vi.waitFor(() => expect(screen.getByTestId("plan-due").textContent).toMatch(/April.*2027/));
});

test.each([
  [0, "Your due date", "Today"],
  [-1, "Your due date was", "1 day ago"],
  [1, "Your due date", "1 day left"],
])("%i days left are told calmly: %s … %s", async (daysLeft, heading, days) => {
  await openWindow({ open: "unfinished" }, "#/plan", (backend) => {
    const plan = backend.plan.bind(backend);
    const due = { date: "2027-01-15", basis: "official", cautious: "2027-01-15", daysLeft } as const;
    vi.spyOn(backend, "plan").mockImplementation(async () => ({ ...(await plan()), due, steps: [] }));
  });
  await screen.findByRole("heading", { name: heading });
  expect(screen.getByTestId("plan-days").textContent).toBe(days);
});

test("where nothing may be changed the dates are read, and nothing asks for them", async () => {
  await openWindow({ open: "readonly" }, "#/plan");
  expect(await field("End of your course")).toHaveProperty("readOnly", true);
  expect(screen.queryByRole("button", { name: /^My programme/ })).toBeNull();
  await expectAccessible();
});
