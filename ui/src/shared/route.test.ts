import { expect, test } from "vitest";

import { href, parse, type Route } from "./route";

test.each<Route>([
  { screen: "overview", focus: null },
  { screen: "criteria", focus: "5a" },
  { screen: "artifacts", focus: "a/b #ü%" },
  { screen: "check", focus: "criterion:5a" },
  { screen: "start", focus: null },
])("$screen at $focus is found again from its address", (route) => {
  expect(parse(href(route.screen, route.focus))).toEqual(route);
});

test.each(["", "#", "#/", "#/nowhere", "#/nowhere/5a", "#main"])("%j leads to the overview", (hash) => {
  expect(parse(hash)).toEqual({ screen: "overview", focus: null });
});

test("a broken escape is no place, and no error", () => {
  expect(parse("#/criteria/%E0%A4%A")).toEqual({ screen: "criteria", focus: null });
});
