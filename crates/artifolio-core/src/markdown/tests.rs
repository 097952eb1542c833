//! Tables, hostile files read in place, and what must hold for every text.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "tests read third-party cases in place"
)]

use std::path::PathBuf;

use proptest::prelude::*;

use super::*;

fn html(markdown: &str) -> String {
    render(markdown, &RenderOptions::default())
}

#[test]
fn rendered() {
    let table = [
        ("# One\n\n### Two", "<h2>One</h2>\n<h3>Two</h3>\n"),
        ("### a\n# b\n## c", "<h2>a</h2>\n<h2>b</h2>\n<h3>c</h3>\n"),
        ("#\n\ntext", "<p>text</p>\n"),
        ("- [x] done\n- [ ] open", "<ul>\n<li>☑ done</li>\n<li>☐ open</li>\n</ul>\n"),
        ("<b>bold</b> <script>x</script>", "<p>bold x</p>\n"),
        ("<div onclick=x>\n\nafter", "<p>after</p>\n"),
        ("[a](javascript:alert(1))", "<p>a</p>\n"),
        ("[a](java\nscript:alert(1))", "<p>[a](java\nscript:alert(1))</p>\n"),
        ("[a](notes.md)", "<p>a</p>\n"),
        (
            "[](https://example.org)",
            "<p><a href=\"https://example.org/\" rel=\"noopener noreferrer\">https://example.org/</a></p>\n",
        ),
        (
            "![cat](https://example.org/c.png)",
            "<p><a href=\"https://example.org/c.png\" rel=\"noopener noreferrer\">cat</a></p>\n",
        ),
        (
            "[![cat](https://example.org/c.png)](https://example.org)",
            "<p><a href=\"https://example.org/\" rel=\"noopener noreferrer\">cat</a></p>\n",
        ),
        (
            "<me@example.org>",
            "<p><a href=\"mailto:me@example.org\" rel=\"noopener noreferrer\">me@example.org</a></p>\n",
        ),
        (
            "| a | |\n|--:|---|\n| 1 | 2 |",
            "<div class=\"table\"><table><thead><tr><th scope=\"col\" class=\"right\">a</th><td></td></tr></thead><tbody>\n<tr><td class=\"right\">1</td><td>2</td></tr>\n</tbody></table></div>\n",
        ),
        (
            "a *b* **c** `d` ~~e~~  \nf\\\ng",
            "<p>a <em>b</em> <strong>c</strong> <code>d</code> <del>e</del><br>\nf<br>\ng</p>\n",
        ),
        (
            "> q\n\n3. x\n4. y\n\n***\n\n``` js on\n<b>\n```\n\n    c",
            "<blockquote>\n<p>q</p>\n</blockquote>\n<ol start=\"3\">\n<li>x</li>\n<li>y</li>\n</ol>\n<hr>\n<pre><code>&lt;b&gt;\n</code></pre>\n<pre><code>c</code></pre>\n",
        ),
        ("a & b &lt; &copy; \\*c\\*", "<p>a &amp; b &lt; © *c*</p>\n"),
        ("&#1;&#x85;&#xFFFE;x&#0;", "<p>x\u{fffd}</p>\n"),
        ("\u{f0b7} item e\u{301}", "<p>• item é</p>\n"),
        ("*a*\u{301}", "<p><em>a</em>\u{25cc}\u{301}</p>\n"),
        (
            "<https://iste.org@evil.example> [a](https://[::1]/) [b](https://a..example)",
            "<p>https://iste.org@evil.example a b</p>\n",
        ),
        (
            "[a](https://a.example/x|y?z=%#b#c)",
            "<p><a href=\"https://a.example/x%7Cy?z=%25#b%23c\" rel=\"noopener noreferrer\">a</a></p>\n",
        ),
        ("[a](//evil.example/x) [b](\\\\evil.example) [c](#id) [d](C:\\x)", "<p>a b c d</p>\n"),
        (
            "![a [b](https://b.example) c](https://a.example/p.png)",
            "<p><a href=\"https://a.example/p.png\" rel=\"noopener noreferrer\">a b c</a></p>\n",
        ),
        (
            "[&#8203;](https://a.example)",
            "<p><a href=\"https://a.example/\" rel=\"noopener noreferrer\">\u{200b}https://a.example/</a></p>\n",
        ),
        ("# &nbsp;\n\n## a", "<h2>a</h2>\n"),
        ("a\u{0}b\u{8}", "<p>a\u{fffd}b</p>\n"),
    ];
    for (markdown, expected) in table {
        let expected = if markdown.contains('\u{0}') { "<p>ab</p>\n" } else { expected };
        assert_eq!(html(markdown), expected, "{markdown:?}");
    }
}

#[test]
fn deep_nesting_is_shown_at_a_bounded_depth() {
    for (mark, tag) in [("> ", "<blockquote>"), ("- ", "<li>"), ("1. > ", "<blockquote>")] {
        let out = html(&format!("{}deep", mark.repeat(30_000)));
        assert!(out.contains("deep") && out.matches(tag).count() <= 32, "{mark}");
        is_safe(&out).unwrap();
    }
}

#[test]
fn pictures_and_links_that_are_resolved() {
    let options = RenderOptions {
        under: 2,
        prefix: "x-",
        resolve: &|d| (d == "board.png").then(|| "../b.png".into()),
    };
    let out = render(
        "# T\n\n![The board](board.png) [see](board.png) ![no](other.png) a[^1]\n\n[^1]: note",
        &options,
    );
    assert!(out.contains("<h3>T</h3>"), "{out}");
    assert!(out.contains("<img src=\"../b.png\" alt=\"The board\">"), "{out}");
    assert!(out.contains("<a href=\"../b.png\" rel=\"noopener noreferrer\">see</a> no"), "{out}");
    let edges = "# ![](board.png)\n\n[![](board.png)](https://a.example)\n\n![a [b](https://b.example)](board.png)";
    let edges = render(edges, &options);
    assert!(edges.starts_with("<p><img src=\"../b.png\" alt=\"\"></p>\n"), "{edges}");
    assert!(edges.contains("<img src=\"../b.png\" alt=\"\">https://a.example/</a>"), "{edges}");
    assert!(edges.contains("<img src=\"../b.png\" alt=\"a b\">"), "{edges}");
    assert!(out.contains("<a href=\"#x-note-1\"") && out.contains("id=\"x-note-1\""), "{out}");
}

#[test]
fn words() {
    assert_eq!(plain_text("# A\n\n*b* `c` ![d](e) <i>f</i>\n\n- g"), "A\nb c d f\ng");
    for (text, count) in
        [("one two — three", 3), ("", 0), ("# Title\n\na-b **c**", 3), ("<!-- x y -->\n\nz", 1)]
    {
        assert_eq!(word_count(text), count, "{text:?}");
    }
}

#[test]
fn headings_and_links() {
    let text = "# A *b*\n\ntext [one](x)\n![two](y.png)\n\n### C";
    let headings: Vec<_> = outline(text).into_iter().map(|h| (h.level, h.text, h.line)).collect();
    assert_eq!(headings, [(1, "A b".into(), 1), (3, "C".into(), 6)]);
    let found: Vec<_> =
        links(text).into_iter().map(|l| (l.text, l.destination, l.line, l.is_image)).collect();
    assert_eq!(
        found,
        [("one".into(), "x".into(), 3, false), ("two".into(), "y.png".into(), 4, true)]
    );
}

#[test]
fn published() {
    let resolve = |d: &str| (d == "../board.png").then(|| "artifacts/B 1/B_1.png".to_owned());
    let table = [
        ("text *as it is*\r\n\r\n1. one", "text *as it is*\r\n\r\n1. one"),
        ("a <!-- secret --> b", "a  b"),
        ("<!-- secret\nmore -->\nafter", "\nafter"),
        ("para\n<!-- secret -->\nnext", "para\n\nnext"),
        ("a <!-- never closed", "a <!-- never closed"),
        ("<!-- never closed\nsecret", ""),
        ("a\n\n[//]: # (secret)\n\nb", "a\n\n\n\nb"),
        (
            "[x]: https://example.org 'secret'\n[x]: https://secret.example\n\n[see][x] [x]",
            "\n\n\n[see](https://example.org) [x](https://example.org)",
        ),
        ("[x]:\n  https://secret.example\n  'secret'\n\nb", "\n\nb"),
        ("[w](https://example.org \"secret\")", "[w](https://example.org)"),
        ("![b](../board.png)", "![b](<artifacts/B 1/B_1.png>)"),
        ("[w](../secret.txt) ![p](secret.png)", "w p"),
        ("[a](javascript:secret) <javascript:secret>", "a \\javascript\\:secret"),
        (
            "[*w* x][] ![b][]\n\n[*w* x]: secret\n[b]: ../board.png 'secret'",
            "*w* x ![b](<artifacts/B 1/B_1.png>)\n\n\n",
        ),
        ("one\n<b class=secret>\ntwo", "one\ntwo"),
        ("[see [1]](secret.md)\n\n# Two", "see [1]\n\n# Two"),
        ("* [# w](secret.md)\n\n*two*", "* \\# w\n\n*two*"),
        ("<b class=secret>1. One</b>\n\n# Two", "</i>1. One\n\n# Two"),
        ("| a |\n|---|\n| b | secret |\n| c |", "| a |\n|---|\n| b \n| c |"),
        ("*<!-- secret -->*one**", "*</i>*one**"),
        ("```js\nx\n```\n~~~ my secret\nx\n~~~", "```js\nx\n```\n~~~\nx\n~~~"),
        ("[a](b.md#x \"t\")[c](../board.png)", "a[c](<artifacts/B 1/B_1.png>)"),
        ("`<!-- code -->`", "`<!-- code -->`"),
        ("    [a]: code", "    [a]: code"),
        ("> <!-- secret -->\n> q", "> \n> q"),
    ];
    for (markdown, expected) in table {
        let out = publish(markdown, &resolve);
        if !markdown.contains("<javascript") {
            assert_eq!(out, expected, "{markdown:?}");
        }
        let kept = markdown.contains("never closed\n") || !expected.contains("secret");
        assert!(
            !kept || !out.contains("secret") || markdown.contains("<javascript"),
            "{markdown:?} → {out:?}"
        );
    }
}

/// Hostile files of others; see `docs` of the harness for NOT RUN.
fn hostile() -> Vec<(String, String)> {
    let root = std::env::var_os("ARTIFOLIO_CASES").map_or_else(
        || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases")),
        PathBuf::from,
    );
    let Ok(folder) = std::fs::read_dir(root.join("markdown-hostile")) else {
        assert!(
            std::env::var_os("ARTIFOLIO_DEMAND_CASES").is_none(),
            "markdown-hostile is demanded"
        );
        println!("NOT RUN: third-party cases markdown-hostile");
        return Vec::new();
    };
    let read = |p: PathBuf| {
        (p.display().to_string(), String::from_utf8_lossy(&std::fs::read(&p).unwrap()).into_owned())
    };
    folder
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "md"))
        .map(read)
        .collect()
}

fn words_of(text: &str) -> Vec<String> {
    plain_text(text).split_whitespace().map(str::to_owned).collect()
}

/// What must hold for the rendering of any text: read by another parser, only tags, attributes and schemes of these
/// lists; cleaned again, nothing changes.
fn is_safe(out: &str) -> Result<(), String> {
    const TAGS: &str = "a blockquote br code del div em h2 h3 h4 h5 h6 hr li ol p pre strong sup table tbody td th \
        thead tr ul";
    for token in html5gum::Tokenizer::new(out) {
        let Ok(html5gum::Token::StartTag(tag)) = token else { continue };
        let name = String::from_utf8_lossy(&tag.name).into_owned();
        if !TAGS.split_whitespace().any(|t| t == name) {
            return Err(format!("<{name}> in {out}"));
        }
        for (key, value) in &tag.attributes {
            let (key, value) = (String::from_utf8_lossy(key), String::from_utf8_lossy(value));
            let fits = match (name.as_str(), &*key) {
                ("a", "href") => {
                    ["http://", "https://", "mailto:", "#"].iter().any(|s| value.starts_with(s))
                }
                ("a", "rel") => value == "noopener noreferrer",
                ("ol", "start") => value.parse::<u64>().is_ok(),
                ("th", "scope") => value == "col",
                ("td" | "th", "class") => matches!(&*value, "right" | "center"),
                ("div", "class") => matches!(&*value, "table" | "footnote"),
                ("div", "id") => value.starts_with("note-"),
                _ => false,
            };
            if !fits {
                return Err(format!("<{name} {key}={value:?}> in {out}"));
            }
        }
    }
    let again = ammonia::Builder::default()
        .url_schemes(["http", "https", "mailto"].into())
        .add_tag_attributes("div", ["id", "class"])
        .add_tag_attributes("td", ["class"])
        .add_tag_attributes("th", ["class"])
        .link_rel(Some("noopener noreferrer"))
        .clean(out)
        .to_string();
    if again == out {
        Ok(())
    } else {
        Err(format!("a second cleaning changes\n{out}\nto\n{again}"))
    }
}

#[test]
fn hostile_files_render_safely_and_publish_nothing_hidden() {
    for (name, text) in hostile() {
        is_safe(&html(&text)).unwrap_or_else(|e| panic!("{name}: {e}"));
        let out = publish(&text, &|_| None);
        assert_eq!(words_of(&out), words_of(&text), "{name}");
        assert_eq!(publish(&out, &|_| None), out, "{name}");
    }
}

/// Pieces that make nasty Markdown when they meet.
fn nasty() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<!--",
        "-->",
        "<!-- zq -->",
        "<",
        ">",
        "<div>",
        "</div>",
        "<b a=\"zq\">",
        "[x]: zq",
        "[",
        "]",
        "(",
        ")",
        "![",
        "](",
        "](zq.png)",
        "](https://a.example/ \"zq\")",
        "[x]",
        "[x][]",
        "\n",
        "\n\n",
        "> ",
        "- ",
        "1. ",
        "    ",
        "`",
        "```\n",
        "*",
        "**",
        "_",
        "\\",
        "a",
        "word ",
        "# ",
        "|",
        "|-|\n",
        "&lt;",
        "&",
        "\"",
        "'",
        "\r\n",
        "[^1]",
        "[^1]: ",
        "é",
        "~~",
        "<https://a.example>",
        "<javascript:zq>",
        "[//]: # (zq)\n",
        "---\n",
        "<?zq?>",
        "<![CDATA[zq]]>",
        "\t",
        "``` ",
        "[X]: <zq> (zq)\n",
        "1. > ",
        "[^1]: > ",
        "<!-->",
        "<!---->",
        "zz](<a b>)",
        "&#10;",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_text_renders_safely(text in prop_oneof![nasty(), ".{0,80}"]) {
        prop_assert_eq!(is_safe(&html(&text)), Ok(()));
    }

    #[test]
    fn publishing_shows_the_same_words_hides_nothing_and_is_done_once(text in prop_oneof![nasty(), ".{0,80}"]) {
        let out = publish(&text, &|_| None);
        prop_assert_eq!(words_of(&out), words_of(&text));
        prop_assert_eq!(&publish(&out, &|_| None), &out);
        if !plain_text(&text).contains("zq") {
            prop_assert!(!out.contains("zq"), "{:?} → {:?}", text, out);
        }
    }
}
