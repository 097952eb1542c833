import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { Fake } from "../../backend/fake";

const planned = (backend: unknown) => {
  if (!(backend instanceof Fake)) throw new Error("not in memory");
  return backend.planned;
};

function first<T>([one]: T[]): T {
  if (!one) throw new Error("there is none");
  return one;
}

async function openCourse(prepare: (plan: Fake["planned"]) => void = () => {}) {
  const opened = await openWindow({ open: "unfinished" }, "#/plan", (backend) => prepare(planned(backend)));
  const course = await screen.findByRole("region", { name: "Your course" });
  await opened.user.click(within(course).getByText("Days and steps of the course"));
  return { ...opened, course, plan: planned(opened.backend) };
}

test("a step is ticked, moved, noted and left out", async () => {
  const { user, course, plan } = await openCourse();
  const tick = within(course).getByRole("checkbox", { name: "Module 1: Designing for Diversity" });
  await user.click(tick);
  await vi.waitFor(() => expect(plan.steps["module-1"]?.done).toBe("2026-11-24"));
  await user.click(first(within(course).getAllByText(/^Days and notes/, { selector: "summary" })));
  await user.type(first(within(course).getAllByLabelText("Address of the meeting")), "https://meet.example/1");
  await user.tab();
  await vi.waitFor(() => expect(plan.steps["session-1"]?.link).toBe("https://meet.example/1"));
  await user.selectOptions(first(within(course).getAllByLabelText("Were you there?")), "yes");
  await vi.waitFor(() => expect(plan.steps["session-1"]?.attended).toBe(true));
  await user.click(await within(course).findByRole("button", { name: "Open: Virtual session 1" }));
  await user.click(within(course).getByRole("button", { name: "My cohort has no such step: Module 1: Designing for Diversity" }));
  await vi.waitFor(() => expect(plan.steps["module-1"]?.leftOut).toBe(true));
  expect(within(course).getByText("not in my cohort", { exact: false })).toBeTruthy();
  await expectAccessible();
});

test("a day of a step is told beside the programme's, and taken back by emptying it", async () => {
  const { user, course, plan, backend } = await openCourse();
  const edit = vi.spyOn(backend, "edit");
  await user.click(first(within(course).getAllByText(/^Days and notes/, { selector: "summary" })));
  const day = () => first(within(course).getAllByLabelText<HTMLInputElement>("Last day"));
  expect(day().value).toBe("");
  expect(within(course).getAllByText("As in the programme: June 30, 2026.").length).toBeGreaterThan(0);
  await user.type(day(), "2026-07-02");
  await user.tab();
  await vi.waitFor(() => expect(plan.steps["session-1"]?.to).toBe("2026-07-02"));
  expect(edit).toHaveBeenLastCalledWith({ kind: "course-step", key: "session-1", set: { to: "2026-07-02" }, was: { to: "" } });
  await vi.waitFor(() => expect(day().value).toBe("2026-07-02"));
  // A year that is half typed is none.
  await user.clear(day());
  await user.type(day(), "0026-07-06");
  await user.tab();
  expect(day().value).toBe("2026-07-02");
  await user.clear(day());
  await user.tab();
  await vi.waitFor(() => expect(plan.steps["session-1"]?.to).toBe(""));
});

test("a step of one's own is added and removed", async () => {
  const { user, course, plan } = await openCourse();
  await user.click(within(course).getByRole("button", { name: "Add a step" }));
  await vi.waitFor(() => expect(plan.steps["own-1"]).toMatchObject({ title: "My own step", from: "2026-11-24", to: "2026-11-24" }));
  await user.click(await within(course).findByRole("button", { name: /^Remove: My own step/ }));
  await vi.waitFor(() => expect(plan.steps["own-1"]).toBeUndefined());
});

test("how the course ended is told by its points, and leaving it is a state like any other", async () => {
  const { user, course, plan } = await openCourse();
  const result = screen.getByRole("region", { name: "Result of the course" });
  const points = within(result).getByLabelText("Points of 25");
  await user.type(points, "26");
  await user.tab();
  expect(within(result).getByRole("alert").textContent).toBe("A whole number up to 25.");
  await user.clear(points);
  await user.type(points, "22");
  await user.tab();
  await vi.waitFor(() => expect(plan.course.points).toBe(22));
  await within(course).findByText(/You passed it\./);
  await user.click(within(result).getByRole("checkbox", { name: "I left the course before its end" }));
  await within(course).findByText(/You left it before its end\./);
});

test("documents of the programme are put on their shelf and opened", async () => {
  const { user, backend, plan } = await openCourse();
  await user.click(screen.getByRole("button", { name: "Add documents" }));
  const shelf = screen.getByRole("region", { name: "Documents of the programme" });
  await user.click(await within(shelf).findByRole("button", { name: "Open: handbook.pdf" }));
  expect(backend instanceof Fake && backend.visited).toEqual(["programme/handbook.pdf"]);
  await user.click(within(shelf).getByRole("button", { name: "Remove: handbook.pdf" }));
  await vi.waitFor(() => expect(plan.course.documents).toEqual([]));
});

test("an extension is written down and counts", async () => {
  const { user, plan } = await openCourse();
  await user.click(screen.getByRole("button", { name: "Add: Extension" }));
  const row = screen.getByRole("group", { name: "Extension 1" });
  await user.type(within(row).getByLabelText("New due date"), "2027-04-30");
  await user.tab();
  await vi.waitFor(() => expect(plan.extensions).toEqual([{ granted: "", due: "2027-04-30", note: "" }]));
  await vi.waitFor(() => expect(screen.getByTestId("plan-due").textContent).toMatch(/April.*2027/));
  expect(screen.getByTestId("standing").textContent).toContain("You have an extension until April 30, 2027");
});

test("what came of it is told, and then nothing is asked of the learner any more", async () => {
  const { user, plan } = await openCourse();
  await user.type(screen.getByLabelText("Handed in on"), "2027-02-20");
  await user.tab();
  await vi.waitFor(() => expect(plan.outcome.submitted).toBe("2027-02-20"));
  expect((await screen.findByTestId("standing")).textContent).toContain("Handed in on February 20, 2027");
  expect(screen.queryByTestId("plan-due")).toBeNull();
  await user.selectOptions(screen.getByLabelText("What the reviewers said"), "certified");
  await screen.findByLabelText("Certified from");
  expect(screen.getByLabelText("Its last day, if it was told")).toBeTruthy();
});
