import { screen, within } from "@testing-library/svelte";
import { expect, test, vi } from "vitest";

import { expectAccessible, openWindow } from "../../../tests/support";
import { portfolio } from "../../backend/fake-data";

test("the three steps are all in view", async () => {
  await openWindow({ open: "complete" }, "#/submit");
  await screen.findByTestId("pack-button");
  const steps = screen.getAllByRole("heading", { level: 2 }).map((heading) => heading.textContent);
  expect(steps).toEqual(["Check", "Make the bundle", "Hand in", "Earlier bundles"]);
  expect(screen.getByText(/^Due .*2027 · 96 days left$/)).toBeTruthy();
  await expectAccessible();
});

test("a final bundle is made, verified and shown with all that is needed to hand it in", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  await screen.findByText("/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.zip", { selector: "strong" });
  await user.click(screen.getByRole("button", { name: "Make the final bundle" }));
  const result = await screen.findByTestId("pack-result");
  expect(within(result).getByText("Your bundle is made and verified")).toBeTruthy();
  expect(screen.getByTestId("pack-path").textContent).toBe("/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.zip");
  expect(within(result).getByText("118 files, 7.4 MB")).toBeTruthy();
  expect(result.querySelector("code")?.textContent).toHaveLength(64);
  expect(document.activeElement).toBe(within(result).getByRole("heading"));
  await expectAccessible();
  const show = vi.spyOn(backend, "showBundle");
  await user.click(within(result).getByRole("button", { name: "Show in folder" }));
  expect(show).toHaveBeenCalledOnce();
  await user.click(within(result).getByRole("button", { name: "Make another" }));
  await screen.findByTestId("pack-button");
});

test("the bundle goes where the person says, and a closed dialog leaves the place as it was", async () => {
  const { user, backend } = await openWindow({ open: "complete", place: "/media/stick/mine.zip" }, "#/submit");
  const choose = vi.spyOn(backend, "chooseBundlePlace").mockResolvedValueOnce(null);
  await user.click(await screen.findByRole("button", { name: "Save somewhere else" }));
  expect(choose).toHaveBeenCalledOnce();
  expect(screen.getByText("/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.zip", { selector: "strong" })).toBeTruthy();
  await user.click(screen.getByRole("button", { name: "Save somewhere else" }));
  await screen.findByText("/media/stick/mine.zip");
  await user.click(screen.getByTestId("pack-button"));
  expect((await screen.findByTestId("pack-path")).textContent).toBe("/media/stick/mine.zip");
});

test("a draft is named as one before it is made", async () => {
  const { user } = await openWindow({ open: "complete" }, "#/submit");
  await user.click(await screen.findByRole("radio", { name: /Draft/ }));
  await screen.findByText("/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10-draft.zip", { selector: "strong" });
});

test("a dialog that can't be shown is told", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  vi.spyOn(backend, "chooseBundlePlace").mockRejectedValueOnce(new Error("no dialog"));
  await user.click(await screen.findByRole("button", { name: "Save somewhere else" }));
  await screen.findByRole("alert");
  expect(screen.getByTestId("pack-button")).toBeTruthy();
});

test("the date on the bundle is said, and its name follows another one", async () => {
  const { user } = await openWindow({ open: "complete" }, "#/submit");
  await user.click(await screen.findByText("Date on the bundle: January 10, 2027"));
  await user.type(screen.getByLabelText("Another date"), "2027-02-01");
  await screen.findByText("Date on the bundle: February 1, 2027");
  expect(screen.getByText("/home/dana/Documents/Benson_ISTE-Portfolio_2027-02-01.zip")).toBeTruthy();
});

test("the date is asked for only by those who want another, and sent only then", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const pack = vi.spyOn(backend, "pack");
  await user.click(await screen.findByTestId("pack-button"));
  await user.click(await screen.findByRole("button", { name: "Make another" }));
  await user.type(screen.getByLabelText("Another date"), "2027-01-10");
  await user.click(screen.getByRole("radio", { name: /Draft/ }));
  await user.click(screen.getByTestId("pack-button"));
  await screen.findByText("Your draft is made and verified");
  expect(pack.mock.calls.map(([request]) => request)).toEqual([
    { draft: false, date: null },
    { draft: true, date: "2027-01-10" },
  ]);
});

test("with something to fix, a draft is offered, and a final one leads to what must be fixed", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/submit");
  expect((await screen.findByTestId("pack-button")).textContent).toContain("Make a draft");
  await user.click(screen.getByRole("radio", { name: /Final/ }));
  expect(screen.queryByTestId("pack-button")).toBeNull();
  expect(screen.getByText(/^3 things must be fixed before/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "See what must be fixed" }).getAttribute("href")).toBe("#/check");
});

test("when the folder changed meanwhile, the refusal lists every reason that still stands", async () => {
  const { user, backend, workspace } = await openWindow({ open: "complete" }, "#/submit");
  const findings = portfolio("unfinished", "en").findings.filter(({ severity }) => severity === "required");
  vi.spyOn(backend, "pack").mockResolvedValue({ kind: "refused", findings });
  const now = vi.spyOn(backend, "findings").mockResolvedValue(findings);
  await user.click(await screen.findByTestId("pack-button"));
  const refused = await screen.findByTestId("pack-result");
  expect(within(refused).getAllByTestId("finding-row")).toHaveLength(3);
  expect(document.activeElement?.textContent).toBe("No final bundle was made");
  await expectAccessible();
  now.mockResolvedValue([]);
  await workspace.refresh();
  await within(refused).findByText(/Make it again/);
});

test("progress says how far, can be cancelled, and goes on while another screen is looked at", async () => {
  const { user } = await openWindow({ open: "complete", pace: 15 }, "#/submit");
  await user.click(await screen.findByTestId("pack-button"));
  const group = screen.getByRole("group", { name: "Make the bundle" });
  expect(document.activeElement).toBe(group);
  await screen.findByRole("progressbar", { name: "Making the bundle and reading it back" });
  await expectAccessible();
  await user.click(screen.getByRole("link", { name: /^Criteria/ }));
  await screen.findByRole("heading", { level: 1, name: "Criteria" });
  await user.click(screen.getByRole("link", { name: /^Submit , Making/ }));
  await screen.findByTestId("pack-progress");
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findByText(/No bundle was made, and nothing is left behind/);
  expect(document.activeElement).toBe(screen.getByRole("group", { name: "Make the bundle" }));
});

test("a bundle that is finished while another screen is looked at is announced there", async () => {
  const { user, workspace } = await openWindow({ open: "complete", pace: 15 }, "#/submit");
  await user.click(await screen.findByTestId("pack-button"));
  await user.click(screen.getByRole("link", { name: /^Criteria/ }));
  await vi.waitFor(() => expect(workspace.packing.state.kind).toBe("done"), { timeout: 15_000 });
  await vi.waitFor(() => expect(screen.getByRole("status").textContent).toBe("Your bundle is made and verified"));
  expect(document.activeElement?.textContent).toBe("Criteria");
});

test("a full disk is told in the backend's words, and the question stays", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const failure = { code: "disk-full", message: "The disk is full.", hint: "Nothing was changed. Make room." };
  vi.spyOn(backend, "pack").mockRejectedValueOnce(failure);
  await user.click(await screen.findByTestId("pack-button"));
  expect((await screen.findByRole("alert")).textContent).toContain("The disk is full.");
  expect(screen.getByTestId("pack-button")).toHaveProperty("disabled", false);
});

test("a folder that can't be shown says so beside the bundle", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  vi.spyOn(backend, "showBundle").mockRejectedValueOnce(new Error("no file manager"));
  await user.click(await screen.findByTestId("pack-button"));
  const result = await screen.findByTestId("pack-result");
  await user.click(within(result).getByRole("button", { name: "Show in folder" }));
  await screen.findByRole("alert");
  expect(screen.getByTestId("pack-path")).toBeTruthy();
});

test("the first step shows the gravest things themselves, and how many there are", async () => {
  const { user } = await openWindow({ open: "unfinished" }, "#/submit");
  const begin = await screen.findByRole("region", { name: "Begin with" });
  expect(within(begin).getAllByTestId("finding-row")).toHaveLength(3);
  expect(screen.getByRole("link", { name: "See all 8 things that were found" }).getAttribute("href")).toBe("#/check");
  await expectAccessible();
  // One that is marked makes room for the next.
  const [, consent] = within(begin).getAllByTestId("finding-row") as [HTMLElement, HTMLElement];
  await user.click(within(consent).getByText(/^Checked, doesn't apply/));
  await user.type(await within(consent).findByRole("textbox"), "Nobody can be recognised.");
  await user.click(within(consent).getByRole("button", { name: "Mark as checked" }));
  await screen.findByText("2 things must be fixed");
  expect(within(begin).getAllByTestId("finding-row")).toHaveLength(3);
  await vi.waitFor(() => expect(document.activeElement?.textContent).toContain("20 are needed"));
});

test("where it is and its checksum go to the clipboard, and that is said", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const copy = vi.spyOn(backend, "copy");
  await user.click(await screen.findByTestId("pack-button"));
  const result = await screen.findByTestId("pack-result");
  await user.click(within(result).getByRole("button", { name: "Copy where it is" }));
  expect(copy).toHaveBeenLastCalledWith("/home/dana/Documents/Benson_ISTE-Portfolio_2027-01-10.zip");
  await vi.waitFor(() => expect(screen.getAllByRole("status").at(-1)?.textContent).toBe("Copied"));
  await user.click(within(result).getByText("Checksum"));
  await user.click(within(result).getByRole("button", { name: "Copy the checksum" }));
  expect(copy).toHaveBeenLastCalledWith(result.querySelector("code")?.textContent);
  copy.mockRejectedValueOnce(new Error("no clipboard"));
  await user.click(within(result).getByRole("button", { name: "Copy the checksum" }));
  await within(result).findByRole("alert");
});

const bundles = () => screen.findAllByTestId("earlier-bundle") as Promise<[HTMLElement, HTMLElement]>;

test("an earlier bundle is verified again, compared with now and shown; one that is gone says so", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const show = vi.spyOn(backend, "showBundle");
  const [last, gone] = await bundles();
  expect(last.textContent).toMatch(/Final ·\s+Made .*2026 ·\s+118 files, 7.4 MB/);
  await user.click(within(last).getByRole("button", { name: "Verify again" }));
  await within(last).findByText("Whole, and the same as when it was made");
  await user.click(within(last).getByRole("button", { name: "Compare with now" }));
  const link = await within(last).findByRole("link", { name: "Changed: criterion 5a (text, artifacts)" });
  expect(link.getAttribute("href")).toBe("#/criterion/5a");
  expect(within(last).getByRole("link", { name: "New: Podcast unit" })).toBeTruthy();
  await user.click(within(last).getByRole("button", { name: "Show in folder" }));
  expect(show).toHaveBeenLastCalledWith("9f2b6c1d4e8a7035");
  expect(gone.textContent).toContain("Not at its place any more");
  expect(within(gone).queryByRole("button")).toBeNull();
  await expectAccessible();
});

test("a damaged bundle is told with what was found in it, and another under the same name too", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const [fault] = portfolio("unfinished", "en").findings;
  if (!fault) throw new Error("the unfinished portfolio has findings");
  const finding = { ...fault, rule: "bundle-file-changed", message: "A file was changed.", waivable: false };
  const verify = vi.spyOn(backend, "verifyBundle");
  const [last] = await bundles();
  verify.mockResolvedValueOnce({ valid: false, sameBytes: false, files: 118, bytes: 7, findings: [finding] });
  await user.click(within(last).getByRole("button", { name: "Verify again" }));
  await within(last).findByText(/^Damaged, or changed/);
  expect(within(last).getByText("A file was changed.")).toBeTruthy();
  verify.mockResolvedValueOnce({ valid: true, sameBytes: false, files: 118, bytes: 7, findings: [] });
  await user.click(within(last).getByRole("button", { name: "Verify again" }));
  await within(last).findByText(/^Whole, but not the file/);
});

test("a rehearsal says what each step proved, and one that failed what was found", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const rehearse = vi.spyOn(backend, "rehearseBundle");
  const [last] = await bundles();
  await user.click(within(last).getByRole("button", { name: "Rehearse" }));
  await within(last).findByText("The rehearsal held");
  expect(rehearse).toHaveBeenLastCalledWith(expect.any(Function), "9f2b6c1d4e8a7035");
  expect(within(last).getByText(/it is the same zip, byte for byte/)).toBeTruthy();
  expect(within(last).getByText(/\.rehearsal\.txt$/)).toBeTruthy();
  await expectAccessible();
  const [fault] = portfolio("unfinished", "en").findings;
  if (!fault) throw new Error("the unfinished portfolio has findings");
  const finding = { ...fault, rule: "bundle-page-words", message: "A page is stale.", waivable: false };
  rehearse.mockResolvedValueOnce({
    proved: false,
    steps: [
      { outcome: "failed", message: "Pages say something else." },
      { outcome: "not_tried", message: "Not packed again." },
    ],
    findings: [finding],
    certificate: null,
  });
  await user.click(within(last).getByRole("button", { name: "Rehearse" }));
  await within(last).findByText("The rehearsal did not hold");
  expect(within(last).getByText("Not tried:")).toBeTruthy();
  expect(within(last).getByText("A page is stale.")).toBeTruthy();
  expect(within(last).queryByText(/rehearsal\.txt/)).toBeNull();
});

test("a bundle that is made anew does not show what rehearsing the last one found", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const result = async () => {
    await user.click(await screen.findByTestId("pack-button"));
    return screen.findByTestId("pack-result");
  };
  const first = await result();
  await user.click(within(first).getByRole("button", { name: "Rehearse" }));
  await within(first).findByText("The rehearsal held");
  await user.click(within(first).getByRole("button", { name: "Make another" }));
  const pack = backend.pack.bind(backend);
  vi.spyOn(backend, "pack").mockImplementation(async (...args) => ({ ...(await pack(...args)), sha256: "another" }));
  expect(within(await result()).queryByTestId("bundle-rehearsal")).toBeNull();
});

test("clean copies that could not be made are not said to have been stopped", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  vi.spyOn(backend, "clean").mockRejectedValueOnce({ code: "disk-full", message: "The disk is full.", hint: "Make room." });
  await user.click(await screen.findByRole("button", { name: "Make clean copies" }));
  await screen.findByText("The disk is full.");
  expect(screen.queryByText(/^Stopped/)).toBeNull();
  expect(document.activeElement?.textContent).toBe("Private details in your files");
});

test("a rehearsal and clean copies say how far they are and can be stopped, one at a time", async () => {
  const { user } = await openWindow({ open: "complete", pace: 15 }, "#/submit");
  const [last] = await bundles();
  const clean = await screen.findByRole<HTMLButtonElement>("button", { name: "Make clean copies" });
  await user.click(within(last).getByRole("button", { name: "Rehearse" }));
  await within(last).findByRole("progressbar", { name: "Rehearsing" });
  expect(clean.disabled).toBe(true);
  await expectAccessible();
  await user.click(within(last).getByRole("button", { name: "Cancel" }));
  await within(last).findByText(/^Stopped\. The bundle is as it was/);
  await vi.waitFor(() => expect(document.activeElement).toBe(within(last).getByRole("button", { name: "Rehearse" })));
  await user.click(clean);
  await screen.findByRole("progressbar", { name: "Making clean copies" });
  await user.click(screen.getByRole("button", { name: "Cancel" }));
  await screen.findAllByText(/^Stopped\. No copy was made/);
  await screen.findByText("2 files tell more than they show");
});

test("nothing changed is said, and a question that failed too", async () => {
  const { user, backend } = await openWindow({ open: "complete" }, "#/submit");
  const compare = vi.spyOn(backend, "compareBundle").mockResolvedValueOnce([]);
  const [last] = await bundles();
  await user.click(within(last).getByRole("button", { name: "Compare with now" }));
  await within(last).findByText("Nothing has changed since.");
  compare.mockRejectedValueOnce({ code: "gone", message: "It is gone.", hint: "Look again." });
  await user.click(within(last).getByRole("button", { name: "Compare with now" }));
  expect((await within(last).findByRole("alert")).textContent).toContain("It is gone.");
});

test("a bundle that was just made is in the list; before the first the list says what it is for", async () => {
  const { user, backend } = await openWindow({ open: "complete", fresh: true }, "#/submit");
  await screen.findByText(/^None yet/);
  const { BUNDLE } = await import("../../backend/fake-app");
  vi.spyOn(backend, "earlierBundles").mockResolvedValue([BUNDLE]);
  await user.click(screen.getByTestId("pack-button"));
  await screen.findByTestId("pack-result");
  expect(await bundles()).toHaveLength(1);
});

test("without a due date nothing is claimed about it", async () => {
  await openWindow({ open: "empty" }, "#/submit");
  await screen.findByText(/Your plan has no due date yet/);
  expect(screen.queryByText(/^Hand it in by/)).toBeNull();
  await expectAccessible();
});

test("what files tell is said, and clean copies are made in one step that can be taken back", async () => {
  const { user, workspace } = await openWindow({ open: "complete" }, "#/submit");
  await screen.findByText("2 files tell more than they show");
  await user.click(screen.getByText("Which files"));
  expect(screen.getAllByRole("link", { name: /^page-1\.pdf of / })).toHaveLength(2);
  expect(screen.getAllByText("names of people")).toHaveLength(2);
  await expectAccessible();
  await user.click(screen.getByRole("button", { name: "Make clean copies" }));
  await screen.findByText("2 files go in as clean copies");
  expect(screen.queryByRole("button", { name: "Make clean copies" })).toBeNull();
  expect(document.activeElement?.textContent).toBe("Private details in your files");
  await expectAccessible();
  await workspace.undo();
  await screen.findByText("2 files tell more than they show");
});

test("what cannot be cleaned is named with what to do instead", async () => {
  const { backend, workspace } = await openWindow({ open: "complete" }, "#/submit");
  await screen.findByText("2 files tell more than they show");
  const file = { artifact: "a", title: "Boards", file: "talk.webm", kinds: [], state: "cannot" as const, reason: "it is signed" };
  vi.spyOn(backend, "privateFiles").mockResolvedValue([file]);
  await workspace.refresh();
  await screen.findByText("1 file cannot be cleaned");
  expect(screen.getByText("it is signed")).toBeTruthy();
  expect(screen.getByText(/^Look at its properties yourself/)).toBeTruthy();
  expect(screen.queryByRole("button", { name: "Make clean copies" })).toBeNull();
});
