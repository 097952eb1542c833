import { mount } from "svelte";

import App from "./app/App.svelte";
import "./app/global.css";
import { Workspace } from "./app/workspace.svelte";
import { connect } from "./backend";
import { language } from "./shared/language.svelte";

/** How long, in milliseconds, an empty window is better than one that waits. */
const PATIENCE = 250;

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

// Asked for before the first text is drawn: a font that comes later has the whole screen laid out and painted again.
const style = getComputedStyle(document.documentElement);
for (const family of ["--sans", "--serif"]) void document.fonts.load(`1em ${style.getPropertyValue(family)}`);

const workspace = new Workspace(await connect(() => language.current));
await workspace.resume();
// Drawn once, with its figures, where they are there soon; else what waits for them is drawn first.
await Promise.race([workspace.overview.settled, new Promise((resolve) => setTimeout(resolve, PATIENCE))]);
mount(App, { target, props: { workspace } });
