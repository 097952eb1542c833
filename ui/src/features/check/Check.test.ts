import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import type { Finding, WaivedMark } from "../../backend";
import { portfolio } from "../../backend/fake-data";

const groups = () => screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
const rows = () => screen.findAllByTestId("finding-row");
const row = async (text: string) => {
  const found = (await rows()).find(({ textContent }) => textContent?.includes(text));
  if (!found) throw new Error(`no finding says ${text}`);
  return found;
};
const live = () => screen.getAllByRole("status").at(-1)?.textContent;

test("all are listed by the work that mends them, each with its fix, its source and its place", async () => {
  await openWindow({ open: "unfinished" }, "#/check");
  const { findings } = portfolio("unfinished", "en");
  expect(await rows()).toHaveLength(findings.length);
  expect(groups()).toEqual([
    "Protect people",
    "Map artifacts to criteria",
    "Look after files and links",
    "Write",
    "Describe pictures and recordings",
    "Fill in names, dates and numbers",
  ]);
  for (const { message, hint, source, severity } of findings) {
    const text = (await row(message)).textContent;
    const grave = { required: "Must be fixed", recommended: "Should be fixed", advice: "Advice" }[severity];
    for (const said of [hint, source, grave]) expect(text).toContain(said);
  }
  const first = await row("interview.m4a");
  expect(first.textContent).toContain("artifacts/podcast-unit/interview.m4a");
  const link = within(first).getByRole("link", { name: "Go to Podcast unit" });
  expect(link.getAttribute("href")).toBe("#/artifact/podcast-unit");
  await expectAccessible();
});

test("what concerns the whole leads to the screen where it is mended", async () => {
  await openWindow({ open: "unfinished" }, "#/check");
  const due = within(await row("not confirmed")).getByRole("link", { name: "Go to Plan" });
  expect(due.getAttribute("href")).toBe("#/plan");
  const covered = within(await row("20 are needed")).getByRole("link", { name: "Go to Coverage" });
  expect(covered.getAttribute("href")).toBe("#/coverage");
});

test("they can be grouped by how serious they are, and by where they are", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check");
  await rows();
  await user.selectOptions(screen.getByLabelText("Group by"), "How serious");
  expect(groups()).toEqual(["Must be fixed", "Should be fixed", "Advice"]);
  await user.selectOptions(screen.getByLabelText("Group by"), "Where it is");
  expect(groups().slice(0, 3)).toEqual(["Podcast unit", "Maker fair", "Coverage"]);
  expect(await rows()).toHaveLength(8);
});

test.each([
  ["Must be fixed", 3],
  ["Should be fixed", 3],
  ["Advice", 2],
])("%s alone are %i", async (severity, count) => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check");
  await user.click(await screen.findByRole("radio", { name: new RegExp(severity) }));
  expect(await rows()).toHaveLength(count);
  for (const shown of await rows()) expect(shown.textContent).toContain(severity);
});

test("opened for one artifact, only its findings are shown, and all are one step away", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check/artifact%3Amaker-fair");
  expect(await rows()).toHaveLength(1);
  expect(screen.getByText(/Only what concerns Maker fair/)).toBeTruthy();
  await user.click(screen.getByRole("link", { name: "Show everything" }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(8));
});

test("nothing found is said, and not confused with nothing shown", async () => {
  const { user, unmount } = await openWindow({ open: "unfinished" }, "#/check/artifact%3Amaker-fair");
  await user.click(await screen.findByRole("radio", { name: /Advice/ }));
  expect(screen.getByText("There is something among the others.")).toBeTruthy();
  unmount();
  await openWindow({ open: "complete" }, "#/check");
  await screen.findByText("Your portfolio passes every check.");
  await expectAccessible();
});

test("checking again reads anew and is announced", async () => {
  const { user, backend } = await openWindow({ open: "unfinished" }, "#/check");
  await rows();
  const [first] = portfolio("unfinished", "en").findings;
  vi.spyOn(backend, "findings").mockResolvedValue(first ? [first] : []);
  await user.click(screen.getByRole("button", { name: "Check again" }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(1));
  await vi.waitFor(() => expect(live()).toBe("Checked: 1 thing found"));
});

test("a finding is marked with a reason, the focus goes on, and it can be judged anew", async () => {
  const { user, workspace } = await openWindow({ open: "unfinished" }, "#/check");
  const open = await row("Nothing stands for 4d");
  await user.click(within(open).getByText(/^Checked, doesn't apply/));
  const reason = await within(open).findByLabelText("Why doesn't it apply?");
  expect(document.activeElement).toBe(reason);
  await user.click(within(open).getByRole("button", { name: "Mark as checked" }));
  expect(within(open).getByText("Write the reason first.")).toBeTruthy();
  await expectAccessible();
  await user.type(reason, "I leave this point to others.");
  const next = open.nextElementSibling;
  await user.click(within(open).getByRole("button", { name: "Mark as checked" }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(7));
  await vi.waitFor(() => expect(document.activeElement).toBe(next));
  expect(live()).toBe("Marked as checked. Undo takes the mark back.");
  expect(workspace.log.undo).toBe("marking a finding");

  await user.click(await screen.findByText(/^1 thing marked/));
  const marked = screen.getByTestId("waived-row");
  expect(marked.textContent).toContain("Your reason: I leave this point to others.");
  expect(marked.textContent).toMatch(/Marked on .*2026/);
  await user.click(within(marked).getByRole("button", { name: /^Judge anew/ }));
  await vi.waitFor(() => expect(screen.getAllByTestId("finding-row")).toHaveLength(8));
  await screen.findByText(/^No finding is marked/);
  expect(document.activeElement).not.toBe(document.body);
});

test("Escape puts the form away and gives the focus back", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check");
  const open = await row("Nothing stands for 4d");
  const summary = within(open).getByText(/^Checked, doesn't apply/);
  await user.click(summary);
  await within(open).findByRole("textbox");
  await user.keyboard("{Escape}");
  expect(within(open).queryByRole("textbox")).toBeNull();
  expect(document.activeElement).toBe(summary);
});

test("what makes a bundle unreadable can't be marked, and nothing can where nothing may be changed", async () => {
  const { unmount } = await openWindow({ open: "unfinished" }, "#/check");
  expect(within(await row("interview.m4a")).queryByText(/doesn't apply/)).toBeNull();
  unmount();
  await openWindow({ open: "unfinished" }, "#/check", (backend) => {
    const opened = { opening: 1, path: "/home/dana/x", title: "x", readOnly: "locked" };
    vi.spyOn(backend, "opened").mockResolvedValue(opened);
  });
  await rows();
  expect(screen.queryByText(/^Checked, doesn't apply/)).toBeNull();
});

test("a mark whose thing has changed says that it no longer counts", async () => {
  const subject: Finding["subject"] = { kind: "criterion", id: "4d", file: null, field: null };
  const mark: WaivedMark = { rule: "x", subject, message: "4d is open.", reason: "Later.", on: "2026-10-02", counts: false };
  const { user } = await openWindow({ open: "unfinished" }, "#/check", (backend) => {
    vi.spyOn(backend, "waived").mockResolvedValue([mark]);
  });
  await user.click(await screen.findByText(/^1 thing marked/));
  expect(screen.getByTestId("waived-row").textContent).toMatch(/Changed since .*2026: the mark no longer counts/);
});

/** As the backend tells them, of artifacts without a number. */
function many(count: number): Finding[] {
  const [like] = portfolio("unfinished", "en").findings;
  if (!like) throw new Error("the unfinished portfolio has findings");
  const subject = { ...like.subject, file: null, field: "number" };
  return Array.from({ length: count }, (_, at) => ({
    ...like,
    rule: "number-missing",
    message: `Artifact ${at} has no number.`,
    subject: { ...subject, id: `artifact-${at}` },
  }));
}

test("one change mends what it can, and is announced", async () => {
  const { user, backend, workspace } = await openWindow({ open: "unfinished" }, "#/check", (it) => {
    vi.spyOn(it, "findings").mockResolvedValueOnce(many(2));
  });
  const edit = vi.spyOn(backend, "edit");
  const [first] = await rows();
  await user.click(within(first as HTMLElement).getByRole("button", { name: /^Number them anew/ }));
  await vi.waitFor(() => expect(workspace.log.undo).toBe("numbering the artifacts"));
  expect(edit.mock.calls[0]?.[0]).toMatchObject({ kind: "order" });
  expect(live()).toBe("The artifacts are numbered without a gap.");
  await vi.waitFor(() => expect(screen.queryByText("Artifact 0 has no number.")).toBeNull());
  expect(document.activeElement).not.toBe(document.body);
});

test("a group of hundreds begins with fifty, and all are one step away", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/check", (backend) => {
    vi.spyOn(backend, "findings").mockResolvedValue(many(200));
  });
  expect(await rows()).toHaveLength(50);
  await user.click(screen.getByRole("button", { name: /^Show all 200/ }));
  expect(await rows()).toHaveLength(200);
  expect(document.activeElement?.textContent).toContain("Artifact 49 has");
});
