import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";

const rows = () => screen.findAllByTestId("review-row");
const sum = () => screen.getByTestId("review-sum").textContent?.trim();
const group = (code: string) => screen.findByRole("group", { name: `${code}: Would it earn the point?` });
const said = () => screen.getAllByRole("status").at(-1)?.textContent;

test("every criterion is there by its standard, with its state and the way to its page", async () => {
  await openWindow({ open: "unfinished" }, "#/review");
  expect(await rows()).toHaveLength(25);
  expect(sum()).toBe("0 of 25 points");
  expect(screen.getByText("20 more for the pass mark of 20.")).toBeTruthy();
  expect(screen.getByText(/25 not judged yet/)).toBeTruthy();
  const headings = screen.getAllByRole("heading", { level: 2 }).map(({ textContent }) => textContent);
  expect(headings).toEqual(["Reflection", "Learner", "Leader", "Citizen", "Collaborator", "Designer", "Facilitator", "Analyst"]);
  const link = screen.getByRole("link", { name: /^Reserve time to plan/ });
  expect(link.getAttribute("href")).toBe("#/criterion/4a");
  await expectAccessible();
});

test("a choice is written down, counted and announced", async () => {
  const { user, backend, workspace } = await openWindow({ open: "unfinished" }, "#/review");
  const edit = vi.spyOn(backend, "edit");
  const five = await group("5a");
  await user.click(within(five).getByRole("radio", { name: "Yes" }));
  await vi.waitFor(() => expect(said()).toBe("5a: Yes. 1 of 25 points."));
  expect(sum()).toBe("1 of 25 points");
  await user.click(within(five).getByRole("radio", { name: "Not judged" }));
  await vi.waitFor(() => expect(sum()).toBe("0 of 25 points"));
  const scores = edit.mock.calls.map(([asked]) => asked.kind === "criterion" && asked.set.selfScore);
  expect(scores).toEqual([1, null]);
  await workspace.undo();
  await vi.waitFor(() => expect(within(five).getByRole("radio", { name: "Yes" })).toHaveProperty("checked", true));
});

test("one key judges and goes on to the next", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/review");
  await rows();
  await user.click(screen.getByRole("button", { name: "Go to the first not judged" }));
  await user.keyboard("110");
  await vi.waitFor(() => expect(sum()).toBe("2 of 25 points"));
  await vi.waitFor(() => expect(screen.getByText(/1 not yet · 22 not judged yet/)).toBeTruthy());
  expect((await group("1c")).contains(document.activeElement)).toBe(true);
  await user.tab({ shift: true });
  await user.tab({ shift: true });
  expect((await group("1b")).contains(document.activeElement)).toBe(true);
  await user.keyboard("{Backspace}");
  await vi.waitFor(() => expect(screen.getByText(/0 not yet · 23 not judged yet/)).toBeTruthy());
});

test("the last row keeps the focus", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/review");
  const last = await group("7c");
  within(last).getByRole("radio", { name: "Not judged" }).focus();
  await user.keyboard("1");
  expect(document.activeElement).toBe(within(last).getByRole("radio", { name: "Yes" }));
});

test("a choice that could not be written down does not look chosen", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/review");
  vi.spyOn(backend, "edit").mockRejectedValueOnce({ code: "disk-full", message: "The disk is full.", hint: "Make room." });
  const five = await group("5a");
  await user.click(within(five).getByRole("radio", { name: "Yes" }));
  await screen.findByRole("alert");
  await vi.waitFor(() => expect(within(five).getByRole("radio", { name: "Not judged" })).toHaveProperty("checked", true));
});

test("a filtered row that is judged stays until the filter is chosen anew", async () => {
  const { user } = await openWindow({ open: "complete" }, "#/review");
  await rows();
  await user.click(screen.getByRole("radio", { name: /^Not yet \d/ }));
  const filtered = (await rows()).length;
  expect(filtered).toBe(3);
  const [first] = await rows();
  await user.click(within(first as HTMLElement).getByRole("radio", { name: "Yes" }));
  await vi.waitFor(() => expect(sum()).toBe("21 of 25 points"));
  expect(screen.getByText("Enough to pass: 20 are needed.")).toBeTruthy();
  expect(await rows()).toHaveLength(3);
  await user.click(screen.getByRole("radio", { name: /^All \d/ }));
  await user.click(screen.getByRole("radio", { name: /^Not yet \d/ }));
  expect(await rows()).toHaveLength(2);
  await user.click(screen.getByRole("radio", { name: /^Not judged \d/ }));
  expect(await rows()).toHaveLength(2);
});

test("where nothing may be changed it is only read", async () => {
  const { user } = await openWindow({ open: "readonly" }, "#/review");
  const five = await group("5a");
  expect(within(five).getByRole("radio", { name: "Yes" })).toHaveProperty("disabled", true);
  expect(screen.queryByRole("button", { name: "Go to the first not judged" })).toBeNull();
  await user.keyboard("1");
  expect(sum()).toBe("0 of 25 points");
  await expectAccessible();
});
