import { afterEach, expect, test } from "vitest";

import { counted, formatBytes, formatDate, formatLooseDate, formatNumber, formatShare } from "./format";

const zone = process.env.TZ;
afterEach(() => {
  process.env.TZ = zone;
});

test.each(["Pacific/Kiritimati", "Pacific/Pago_Pago", "UTC"])("a calendar date is the same day in %s", (name) => {
  process.env.TZ = name;
  expect(formatDate("2027-02-28", "full", "en-GB")).toBe("Sunday, 28 February 2027");
});

test.each([
  ["en-US", "February 28, 2027"],
  ["en-GB", "28 February 2027"],
  ["es", "28 de febrero de 2027"],
])("dates are written as %s writes them", (locale, text) => {
  expect(formatDate("2027-02-28", "long", locale)).toBe(text);
});

test.each([
  ["2027", "2027"],
  ["2027-02", "Feb 2027"],
  ["2027-02-28", "Feb 28, 2027"],
  ["", ""],
  ["in spring", "in spring"],
  ["2027-13", "2027-13"],
])("%j is written %j, as far as it is known", (loose, text) => {
  expect(formatLooseDate(loose, "en-US")).toBe(text);
});

test.each([
  [0, "0 bytes"],
  [1, "1 byte"],
  [999, "999 bytes"],
  [1000, "1 kB"],
  [999_949, "999.9 kB"],
  [999_950, "1 MB"],
  [7_412_906, "7.4 MB"],
  [2_000_000_000, "2 GB"],
  [5_000_000_000_000, "5,000 GB"],
])("%i bytes are %s", (bytes, text) => {
  expect(formatBytes(bytes, "en")).toBe(text);
});

test.each([
  [0, 0, "0%"],
  [1, 3, "33%"],
  // What is not whole is not called whole.
  [999, 1000, "99%"],
  [1000, 1000, "100%"],
])("%i of %i is %s", (done, total, text) => {
  expect(formatShare(done, total, "en")).toBe(text);
});

test("numbers of one thing have their own sentence", () => {
  const one = ({ count }: { count: string }) => `${count} day`;
  const other = ({ count }: { count: string }) => `${count} days`;
  expect([0, 1, 2, 1234].map((count) => counted(count, one, other, "en"))).toEqual([
    "0 days",
    "1 day",
    "2 days",
    "1,234 days",
  ]);
});

test("digits are grouped as the language groups them", () => {
  expect(formatNumber(12_345, "en")).toBe("12,345");
  expect(formatNumber(12_345, "es")).toBe("12.345");
});
