// Opens every page below a folder from disk in Chromium with the network off and judges it: axe-core, requests, scripts
// that run, script elements, event handlers, links with a scheme that runs, the order of the keyboard. Prints one JSON document;
// exit 1 when anything was found. With --print the pages are judged as paper, of somebody who likes the dark.
//
// With --no-axe only what runs, what is asked for and the keyboard are judged, as on pages without our style.
//
// Usage: node browser.mjs FOLDER [--no-axe] [--dark|--print] [--shots FOLDER]
import { readFileSync, readdirSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const args = process.argv.slice(2);
const root = resolve(args[0]);
const withAxe = !args.includes("--no-axe");
const look = ["--print", "--dark"].find((option) => args.includes(option)) ?? "--light";
// Dark, light or on paper, a page differs in nothing but colours and what is left out; on paper no link is followed.
const RULES = {
  "--light": { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] },
  "--dark": { type: "rule", values: ["color-contrast", "link-in-text-block"] },
  "--print": { type: "rule", values: ["color-contrast"] },
};
const shots = args.includes("--shots") ? resolve(args[args.indexOf("--shots") + 1]) : null;
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const pages = readdirSync(root, { recursive: true })
  .map(String)
  .filter((name) => name.endsWith(".html"))
  .sort();
if (pages.length === 0) {
  console.error(`no page below ${root}`);
  process.exit(2);
}

const browser = await chromium.launch({
  executablePath: process.env.ARTIFOLIO_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
// The page's own policy is lifted: a forbidden request must be seen trying, not be stopped by the policy under test.
const context = await browser.newContext({
  bypassCSP: true,
  offline: true,
  colorScheme: look === "--light" ? "light" : "dark",
  viewport: { width: 1100, height: 800 },
});
const found = [];
let requests = 0;
await context.route("**/*", (route) => {
  const url = route.request().url();
  if (url.startsWith("file:") || url.startsWith("data:") || url.startsWith("blob:")) return route.continue();
  requests += 1;
  found.push({ page: current, kind: "request", what: url });
  return route.abort();
});
await context.exposeBinding("__artifolio_ran", (_, what) => found.push({ page: current, kind: "script-ran", what: String(what) }));
await context.addInitScript(() => {
  for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.__artifolio_ran(name);
});

// Both with margins of 1 cm, in pixels of CSS: 190 mm, and 277 mm where a page asks for the wide side.
const PAPER = { upright: 718, wide: 1047 };
// Narrow: 400 % of 1280 (WCAG 2.2, 1.4.10).
const WIDTHS = { "--light": [320, 800, 1100], "--dark": [] };
// No programme takes so many artifacts, and no paper holds a matrix of more.
const MOST_COLUMNS = 40;

/** Whether nothing of a page is beyond its width: on paper, or in windows of several widths. */
async function fits(page, name) {
  const wide = await page.evaluate((most) => {
    for (const table of document.querySelectorAll("table")) table.hidden = table.rows[0]?.cells.length > most;
    return getComputedStyle(document.body).getPropertyValue("page") !== "auto";
  }, MOST_COLUMNS);
  for (const width of WIDTHS[look] ?? [wide ? PAPER.wide : PAPER.upright]) {
    await page.setViewportSize({ width, height: 800 });
    const [needed, has] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    if (needed > has) found.push({ page: name, kind: "overflow", what: `${needed} of ${has}` });
  }
}

/** Goes through a page with the Tab key: each thing once, in the order of reading, in sight and marked. */
async function tabThrough(page, name) {
  const wanted = await page.evaluate(() => {
    const all = [...document.querySelectorAll("a[href], summary, audio[controls], video[controls], [tabindex]")];
    window.__stops = all.filter((element) => element.tabIndex >= 0 && element.checkVisibility());
    return window.__stops.length;
  });
  const visited = [];
  // A player has several stops of its own.
  for (let press = 0; press < wanted * 12; press += 1) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const at = window.__stops.indexOf(element);
      if (at < 0) return { at };
      const { top, bottom, left, right } = element.getBoundingClientRect();
      const seen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth && bottom > top && right > left;
      const player = element.localName === "audio" || element.localName === "video";
      return { at, seen, marked: player || getComputedStyle(element).outlineStyle !== "none", what: element.outerHTML.slice(0, 120) };
    });
    if (stop.at === visited.at(-1)) continue;
    // Out of the page, or at its beginning again.
    if (stop.at < 0 || visited.includes(stop.at)) break;
    visited.push(stop.at);
    if (!stop.seen || !stop.marked) found.push({ page: name, kind: stop.seen ? "focus-unmarked" : "focus-unseen", what: stop.what });
  }
  if (visited.length !== wanted || visited.some((at, index) => at !== index))
    found.push({ page: name, kind: "tab-order", what: `${visited} of ${wanted}` });
}

let current = "";
const page = await context.newPage();
page.on("dialog", async (dialog) => {
  found.push({ page: current, kind: "script-ran", what: dialog.message() });
  await dialog.dismiss();
});
page.on("requestfailed", (request) => {
  const url = request.url();
  const reason = request.failure()?.errorText ?? "";
  if (url.startsWith("file:") && reason.includes("ERR_FILE_NOT_FOUND")) found.push({ page: current, kind: "missing", what: url });
});
for (const name of pages) {
  current = name;
  await page.goto(pathToFileURL(join(root, name)).href, { waitUntil: "load" });
  const hostile = await page.evaluate(() => {
    const out = [];
    for (const element of document.querySelectorAll("*")) {
      if (element.localName === "script") out.push({ kind: "script", what: element.outerHTML.slice(0, 200) });
      for (const { name, value } of element.attributes) {
        if (name.startsWith("on")) out.push({ kind: "handler", what: `${element.localName} ${name}` });
        if (name === "style") out.push({ kind: "inline-style", what: element.localName });
        if (["href", "src", "action", "formaction", "xlink:href"].includes(name)) {
          const scheme = new URL(value, document.baseURI).protocol;
          const link = element.localName === "a";
          if (!(scheme === "file:" || (link && ["http:", "https:", "mailto:"].includes(scheme))))
            out.push({ kind: "scheme", what: `${element.localName} ${name}=${value.slice(0, 120)}` });
        }
      }
    }
    return out;
  });
  found.push(...hostile.map((h) => ({ page: name, ...h })));
  if (look === "--print") await page.emulateMedia({ media: "print" });
  if (look === "--light") await tabThrough(page, name);
  if (withAxe) {
    await page.evaluate(axeSource);
    const { violations } = await page.evaluate((runOnly) => window.axe.run(document, { runOnly }), RULES[look]);
    for (const v of violations) found.push({ page: name, kind: `axe:${v.id}`, what: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 160)).join(" | ") });
    await fits(page, name);
  }
  if (shots) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${relative(".", name).replaceAll("/", "_")}.png`), fullPage: true });
  }
}
// Once more with the policy in force: the page's own style and pictures must pass it.
const strict = await (await browser.newContext({ offline: true })).newPage();
strict.on("console", (message) => {
  if (message.text().includes("Content Security Policy")) found.push({ page: current, kind: "policy", what: message.text() });
});
for (const name of pages) {
  current = name;
  await strict.goto(pathToFileURL(join(root, name)).href, { waitUntil: "load" });
  const blind = await strict.evaluate(() => [...document.images].filter((i) => i.complete && i.naturalWidth === 0).map((i) => i.src));
  found.push(...blind.map((what) => ({ page: name, kind: "missing", what })));
}
await browser.close();
console.log(JSON.stringify({ pages: pages.length, requests, found }, null, 1));
process.exit(found.length === 0 ? 0 : 1);
