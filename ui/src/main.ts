import { mount } from "svelte";

import App from "./app/App.svelte";
import "./app/global.css";
import { Workspace } from "./app/workspace.svelte";
import { connect } from "./backend";
import { language } from "./shared/language.svelte";

const target = document.getElementById("app");
if (!target) throw new Error("index.html has no #app");

const workspace = new Workspace(await connect(() => language.current));
await workspace.resume();
mount(App, { target, props: { workspace } });
