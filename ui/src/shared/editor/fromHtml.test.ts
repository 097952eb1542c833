import { expect, test } from "vitest";

import { fromHtml } from "./fromHtml";

const GOOGLE = `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e"><h2 dir="ltr" style="line-height:1.38;margin-top:18pt;"><span style="font-size:16pt;font-family:Arial,sans-serif;color:#000000;font-weight:400;">My lesson</span></h2><p dir="ltr" style="line-height:1.38;"><span style="font-size:11pt;font-weight:400;font-style:normal;">Students </span><span style="font-size:11pt;font-weight:700;font-style:normal;">chose</span><span style="font-size:11pt;font-weight:400;"> their own </span><span style="font-weight:400;font-style:italic;">pace</span><span style="font-weight:400;">, see </span><a href="https://example.org/plan" style="text-decoration:none;"><span style="font-size:11pt;color:#1155cc;font-weight:400;text-decoration:underline;">the plan</span></a><span>.</span></p><br /><ul style="margin-top:0;"><li dir="ltr" style="list-style-type:disc;" aria-level="1"><p dir="ltr" role="presentation"><span style="font-weight:400;">one</span></p></li><ul style="margin-top:0;"><li dir="ltr" aria-level="2"><p dir="ltr" role="presentation"><span>inner</span></p></li></ul><li dir="ltr" aria-level="1"><p dir="ltr" role="presentation"><span>two</span></p></li></ul><br /><div dir="ltr" align="left"><table style="border:none;"><colgroup><col width="312" /><col width="312" /></colgroup><tbody><tr style="height:0pt"><td style="border:solid 1pt;"><p dir="ltr"><span>Week</span></p></td><td><p dir="ltr"><span>Done</span></p></td></tr><tr><td><p dir="ltr"><span>1</span></p></td><td><p><span>a | b</span></p></td></tr></tbody></table></div></b>`;

const WORD = `<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoNormal {margin:0cm; font-size:11.0pt;} --></style><!--[if gte mso 9]><xml><w:WordDocument></w:WordDocument></xml><![endif]--></head><body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment--><p class=MsoTitle><span lang=EN-US>My portfolio<o:p></o:p></span></p><h1><span lang=EN-US>Goals<o:p></o:p></span></h1><p class=MsoNormal><b style='mso-bidi-font-weight:normal'><span lang=EN-US>Bold</span></b><span lang=EN-US> and
<i style='mso-bidi-font-style:normal'>italic</i>&nbsp;text.<o:p></o:p></span></p><p class=MsoNormal><o:p>&nbsp;</o:p></p><p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>·<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><span lang=EN-US>First<o:p></o:p></span></p><p class=MsoListParagraphCxSpMiddle style='margin-left:72.0pt;mso-list:l0 level2 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>o<span>&nbsp;&nbsp; </span></span><![endif]>Inner<o:p></o:p></p><p class=MsoListParagraphCxSpLast style='mso-list:l1 level1 lfo2'><![if !supportLists]><span><span style='mso-list:Ignore'>2.<span>&nbsp;&nbsp;</span></span></span><![endif]>Second</p><p class=MsoQuote>Well said.</p><table class=MsoTableGrid border=1 style='border-collapse:collapse;mso-border-alt:solid'><tr style='mso-yfti-irow:0'><td width=301 valign=top style='width:225.4pt'><p class=MsoNormal><b><span>Name</span></b><o:p></o:p></p></td><td><p class=MsoNormal>Role<o:p></o:p></p></td></tr><tr><td colspan=2><p class=MsoNormal>both</p></td></tr></table><!--EndFragment--></body></html>`;

test("what Google Docs puts on the clipboard", () => {
  expect(fromHtml(GOOGLE)).toBe(
    [
      "## My lesson",
      "Students **chose** their own *pace*, see [the plan](https://example.org/plan).",
      "- one\n  - inner\n- two",
      "| Week | Done   |\n| ---- | ------ |\n| 1    | a \\| b |",
    ].join("\n\n"),
  );
});

test("what Word puts on the clipboard", () => {
  expect(fromHtml(WORD)).toBe(
    [
      "# My portfolio",
      "# Goals",
      "**Bold** and *italic* text.",
      "- First\n   - Inner",
      "2. Second",
      "> Well said.",
      "| **Name** | Role |\n| -------- | ---- |\n| both     |      |",
    ].join("\n\n"),
  );
});

test.each([
  ["<p>a</p><p>b</p>", "a\n\nb"],
  ["<h3>T</h3>x", "### T\n\nx"],
  ["a<br>b", "a\\\nb"],
  ["a<br><br>b", "a\n\nb"],
  ["<strong>a </strong>b", "**a** b"],
  ["<b>a</b><b>b</b>", "**ab**"],
  ["<b><i>a</i></b>", "***a***"],
  ["<b><p>a</p></b>", "**a**"],
  ["<b>x<span style='font-weight: normal'>y</span></b>", "**x**y"],
  ["<p><a href='https://x.y/a b'><b>t</b></a></p>", "**[t](<https://x.y/a%20b>)**"],
  ["<p><a href='javascript:alert(1)'>t</a></p>", "t"],
  ["<p><a href='#top'>t</a></p>", "t"],
  ["<a href='mailto:a@b.c'>t</a>", "[t](mailto:a@b.c)"],
  ["<ol start=3><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "3. a\n4. b\n   1. c"],
  ["<ul><li><p>a</p><p>b</p></li></ul>", "- a\n\n  b"],
  ["<blockquote><p>a</p><p>b</p></blockquote>", "> a\n>\n> b"],
  ["<pre>a\n b\n</pre>", "```\na\n b\n```"],
  ["<p><code>a`b</code></p>", "`` a`b ``"],
  ["<p>2 * 3 [x] a_b _c_ &lt;d&gt; \\</p>", "2 \\* 3 \\[x\\] a_b \\_c\\_ \\<d> \\\\"],
  ["<p># no</p><p>1. no</p><p>- no</p><p>2024 yes</p>", "\\# no\n\n1\\. no\n\n\\- no\n\n2024 yes"],
  ["<p>a<img src='https://x.y/z.png'><script>bad()</script><style>p{}</style>b</p>", "ab"],
  ["<table><tr><td><p>framed</p></td></tr></table>", "framed"],
  ["<table><thead><tr><th>A</th></tr></thead><tbody><tr><td>b<br>c</td></tr></tbody></table>", "| A   |\n| --- |\n| b c |"],
  ["<p>a</p><hr><p>b</p>", "a\n\n---\n\nb"],
  ["<div>a</div><div><b>b</b></div>", "a\n\n**b**"],
  ["<p>a style=b <span style=\"font-weight:700\">c</span></p>", "a style=b **c**"],
])("%s", (html, expected) => {
  expect(fromHtml(html)).toBe(expected);
});

test.each(["<span style='color:red'>plain</span>", "<div><div>a</div><div>b</div></div>", "", "<p></p>"])(
  "what says no more than plain text is left to it: %j",
  (html) => expect(fromHtml(html)).toBeNull(),
);
