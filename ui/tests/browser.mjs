/**
 * The built window in Chromium, with the backend in memory, under the Content-Security-Policy that the desktop window
 * has: what a DOM without layout can't show. Screenshots go to a temporary folder, or to the one given as argument.
 */
import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";
import { preview } from "vite";

const ui = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const conf = JSON.parse(await readFile(path.join(ui, "../tauri.conf.json"), "utf8"));
const shots = process.argv[2] ?? (await mkdtemp(path.join(tmpdir(), "artifolio-ui-")));

const SCREENS = [
  "overview",
  "artifacts",
  "artifact/choice-boards",
  "criteria",
  "criterion/5a",
  "coverage",
  "plan",
  "review",
  "check",
  "submit",
  "settings",
  "help",
  "new",
];
const LOOKS = {
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  contrast: { colorScheme: "dark", contrast: "more" },
  forced: { colorScheme: "dark", forcedColors: "active" },
};
const WINDOW = { width: 1280, height: 800 };

const server = await preview({
  root: ui,
  logLevel: "error",
  preview: { headers: { "Content-Security-Policy": conf.app.security.csp } },
});
const origin = server.resolvedUrls.local[0];
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

/** A page that keeps what went wrong: refused by the policy, asked of another host, or thrown. */
async function open(address, options = {}) {
  const context = await browser.newContext({ viewport: WINDOW, locale: "en-GB", reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  const faults = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(origin) && !request.url().startsWith("blob:")) faults.push(`request ${request.url()}`);
  });
  page.on("response", (response) => response.status() >= 400 && faults.push(`${response.status()} ${response.url()}`));
  page.on("pageerror", (error) => faults.push(`error ${error.message}`));
  page.on("console", (message) => message.type() === "error" && faults.push(`console ${message.text()}`));
  await page.exposeFunction("refused", (what) => faults.push(`policy ${what}`));
  await page.addInitScript(() => {
    // As `freezePrototype` in tauri.conf.json does.
    Object.freeze(Object.prototype);
    addEventListener("securitypolicyviolation", (event) => {
      window.refused(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  await page.goto(origin + address);
  await page.locator("h1").waitFor();
  return { page, faults, close: () => context.close() };
}

async function violations(page) {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations", "passes"] }));
  const told = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join(", ")}`);
  return { told, checked: passes.reduce((sum, { nodes }) => sum + nodes.length, 0) };
}

async function clean(page, name) {
  const { told, checked } = await violations(page);
  assert.deepEqual(told, [], `${name}: axe`);
  assert.ok(checked > 20, `${name}: axe looked at ${checked} elements only`);
}

async function fits(page, name) {
  const wide = await page.evaluate(() =>
    [document.documentElement, document.querySelector("main")].map((e) => e.scrollWidth - e.clientWidth),
  );
  assert.deepEqual(wide, [0, 0], `${name}: scrolls sideways`);
}

/** Tab until the element with this accessible name has the focus. */
async function tabTo(page, role, name, limit = 60) {
  const wanted = page.getByRole(role, { name }).first();
  for (let presses = 0; presses < limit; presses += 1) {
    if ((await wanted.count()) > 0 && (await wanted.evaluate((e) => e === document.activeElement))) return;
    await page.keyboard.press("Tab");
  }
  assert.fail(`Tab never reached ${role} ${name}`);
}

const TESTS = {
  async "every screen in every look: axe, policy, requests, width"() {
    for (const [look, options] of Object.entries(LOOKS)) {
      for (const scenario of ["unfinished", "complete", "empty", "readonly", "failing"]) {
        const { page, faults, close } = await open(`?open=${scenario}`, options);
        for (const screen of SCREENS) {
          const name = `${screen.replace("/", "-")}-${scenario}-${look}`;
          await page.evaluate((hash) => (location.hash = hash), `#/${screen}`);
          await page.locator("h1").waitFor();
          await page.waitForTimeout(50);
          await page.screenshot({ path: path.join(shots, `${name}.png`), fullPage: false });
          await clean(page, name);
          await fits(page, name);
        }
        assert.deepEqual(faults, [], `${scenario} ${look}`);
        await close();
      }
      const { page, faults, close } = await open("", options);
      await page.screenshot({ path: path.join(shots, `start-${look}.png`) });
      await clean(page, `start ${look}`);
      assert.deepEqual(faults, [], `start ${look}`);
      await close();
    }
  },

  async "200 % zoom and small and large windows: nothing scrolls sideways"() {
    // Zoom halves the CSS pixels that a window has.
    const sizes = { half: [640, 400], small: [900, 600], smallest: [320, 256], huge: [2560, 1440] };
    for (const [size, [width, height]] of Object.entries(sizes)) {
      for (const scenario of ["unfinished", "crowded", "empty"]) {
        const { page, close } = await open(`?open=${scenario}`, { viewport: { width, height } });
        for (const screen of SCREENS) {
          await page.evaluate((hash) => (location.hash = hash), `#/${screen}`);
          await page.waitForTimeout(50);
          await page.screenshot({ path: path.join(shots, `${screen.replace("/", "-")}-${scenario}-${size}.png`) });
          await fits(page, `${screen} ${scenario} ${size}`);
          if (size === "small") {
            await page.evaluate(() => (document.documentElement.style.fontSize = "200%"));
            await page.screenshot({ path: path.join(shots, `${screen.replace("/", "-")}-${scenario}-large-text.png`) });
            await fits(page, `${screen} ${scenario} with large text`);
            await page.evaluate(() => (document.documentElement.style.fontSize = ""));
          }
          if (size === "smallest") await clean(page, `${screen} ${scenario} ${size}`);
        }
        await close();
      }
      const { page, close } = await open("", { viewport: { width, height } });
      await page.screenshot({ path: path.join(shots, `start-${size}.png`) });
      await fits(page, `start ${size}`);
      await close();
    }
  },

  async "Spanish from the first screen on"() {
    const { page, faults, close } = await open("?open=unfinished", { locale: "es-MX" });
    assert.equal(await page.locator("html").getAttribute("lang"), "es");
    await page.getByRole("heading", { name: "Resumen" }).waitFor();
    for (const screen of SCREENS) {
      await page.evaluate((hash) => (location.hash = hash), `#/${screen}`);
      await page.waitForTimeout(50);
      await page.screenshot({ path: path.join(shots, `${screen.replace("/", "-")}-spanish.png`) });
      await clean(page, `${screen} Spanish`);
      await fits(page, `${screen} Spanish`);
    }
    assert.deepEqual(faults, []);
    await close();
  },

  async "from Start to a verified bundle by keyboard alone"() {
    const { page, faults, close } = await open("");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "Skip to content");
    await tabTo(page, "button", "Try the sample");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Overview" }).waitFor();
    await page.locator("h1:focus").waitFor();
    assert.equal(await page.title(), "Overview – Sample portfolio – Artifolio");
    await tabTo(page, "link", /^Make the bundle/);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: "Submit" }).waitFor();
    await page.locator("h1:focus").waitFor();
    await tabTo(page, "button", "Make the final bundle");
    await page.keyboard.press("Enter");
    await page.getByTestId("pack-progress").waitFor();
    await page.screenshot({ path: path.join(shots, "submit-running.png") });
    await clean(page, "submit running");
    await page.getByTestId("pack-result").waitFor();
    await page.locator(":focus", { hasText: "made and verified" }).waitFor();
    assert.match(await page.getByTestId("pack-path").innerText(), /\.zip$/);
    await page.screenshot({ path: path.join(shots, "submit-result.png") });
    await clean(page, "submit result");
    assert.deepEqual(faults, []);
    await close();
  },

  async "the palette in every look: axe, policy, width"() {
    for (const [look, options] of Object.entries({ ...LOOKS, small: { viewport: { width: 640, height: 400 } } })) {
      const { page, faults, close } = await open("?open=unfinished", options);
      await page.keyboard.press("Control+k");
      await page.locator("dialog input").fill("fair");
      await page.getByText(/things? fits?/).waitFor();
      await page.screenshot({ path: path.join(shots, `palette-${look}.png`) });
      await clean(page, `palette ${look}`);
      await fits(page, `palette ${look}`);
      await page.keyboard.press("Escape");
      await page.locator("dialog input").waitFor({ state: "detached" });
      assert.deepEqual(faults, [], `palette ${look}`);
      await close();
    }
  },

  async "the artifacts as a table, and a text as readers have it: axe, policy, width"() {
    for (const [look, options] of Object.entries({ ...LOOKS, small: { viewport: { width: 640, height: 400 } } })) {
      const { page, faults, close } = await open("?open=unfinished#/artifacts", options);
      await page.getByRole("radio", { name: "Table" }).check();
      await page.getByRole("table").waitFor();
      await page.screenshot({ path: path.join(shots, `artifacts-table-${look}.png`) });
      await clean(page, `table ${look}`);
      await fits(page, `table ${look}`);
      await page.evaluate(() => (location.hash = "#/criterion/5a"));
      await page.getByRole("radio", { name: "Read", exact: true }).check();
      await page.getByRole("article").waitFor();
      await page.screenshot({ path: path.join(shots, `criterion-reading-${look}.png`) });
      await clean(page, `reading ${look}`);
      await fits(page, `reading ${look}`);
      assert.deepEqual(faults, [], `table and reading ${look}`);
      await close();
    }
  },

  async "packing can be cancelled by keyboard"() {
    const { page, close } = await open("?open=unfinished#/submit");
    await tabTo(page, "button", "Make a draft");
    await page.keyboard.press("Enter");
    await tabTo(page, "button", "Cancel");
    await page.keyboard.press("Enter");
    await page.getByText("No bundle was made").waitFor();
    await close();
  },

  async "the checks above see what they look for"() {
    const { page, faults, close } = await open("?open=unfinished");
    await page.evaluate(() => {
      const main = document.querySelector("main");
      main.insertAdjacentHTML("beforeend", '<img src="https://example.invalid/a.png"><p style="color:#bbb">pale</p>');
      main.insertAdjacentHTML("beforeend", "<button></button><pre>" + "wide ".repeat(400) + "</pre>");
    });
    await page.waitForTimeout(200);
    const { told } = await violations(page);
    for (const rule of ["image-alt", "button-name"]) assert.ok(told.some((line) => line.startsWith(rule)), rule);
    for (const directive of ["img-src", "style-src-attr"]) {
      assert.ok(faults.some((fault) => fault.startsWith(`policy ${directive}`)), `${directive}: ${faults}`);
    }
    await assert.rejects(fits(page, "planted"));
    await close();
  },
};

await mkdir(shots, { recursive: true });
let failed = 0;
for (const [name, test] of Object.entries(TESTS)) {
  try {
    await test();
    console.log(`ok      ${name}`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack}`);
  }
}
console.log(`screenshots: ${shots}`);
await browser.close();
await server.close();
process.exitCode = failed > 0 ? 1 : 0;
