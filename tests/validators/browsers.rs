//! The sites as reviewers open them, in Firefox ESR and in the real WebKit: from the disk, with a proxy in place of the
//! network that refuses and counts, and by click. Chromium opens all pages of all of them (`pages`).

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use artifolio_tests::Scratch;
use artifolio_tests::driver::{Browser, RefusingProxy, Window};

use super::{all, edit, planted};

/// What the page that is open has not loaded yet, also of pictures that wait to be scrolled to.
const WAITS: &str = r#"
    const pictures = [...document.images];
    pictures.forEach((picture) => (picture.loading = "eager"));
    const waiting = pictures.filter((picture) => !picture.complete).map((picture) => picture.src);
    return document.fonts.status === "loaded" ? waiting : [...waiting, "fonts"];
"#;

/// What is wrong with the page that is open, as `[kind, what]`.
const LOOK: &str = r#"
    const faults = [];
    const bare = (text) => text.replace(/\s+/g, "");
    const shown = (element) => (element?.getClientRects().length ? bare(element.innerText) : "");
    const main = document.querySelector("main") ?? document.body;
    if (!shown(document.querySelector("h1"))) faults.push(["heading", document.title]);
    const [seen, written] = [shown(main).length, bare(main.textContent).length];
    if (seen < 20 || seen < 0.9 * written) faults.push(["content", `${seen} of ${written} letters`]);
    if (getComputedStyle(document.body).backgroundColor === "rgba(0, 0, 0, 0)") faults.push(["style", "none"]);
    const fonts = [...document.fonts];
    for (const font of fonts) if (font.status === "error") faults.push(["font", font.family]);
    if (fonts.length && !fonts.some((font) => font.status === "loaded")) faults.push(["font", "none"]);
    for (const picture of document.images) if (!picture.naturalWidth) faults.push(["picture", picture.src]);
    for (const element of document.querySelectorAll("*"))
        if (element.localName === "script" || [...element.attributes].some(({ name }) => name.startsWith("on")))
            faults.push(["script", element.outerHTML]);
    return faults;
"#;

/// The links below `main` to evidence that every browser shows itself.
const EVIDENCE: &str = r#"return [...document.querySelectorAll("main a")].map((link) => link.getAttribute("href"))
    .filter((to) => /artifacts\/[^/]+\/[^/]+\.(pdf|png|jpg|txt)(#|$)/.test(to))"#;

/// A browser that is open, and what it asked for.
struct Reviewer {
    is_firefox: bool,
    window: Window,
    network: RefusingProxy,
    _home: Scratch,
}

impl Reviewer {
    fn of(browser: &Browser) -> Self {
        let (home, network) = (Scratch::empty(), RefusingProxy::start());
        std::fs::create_dir(home.path("home")).unwrap();
        let window = Window::browse(browser, &home.path("home"), Some(&network));
        let is_firefox = matches!(browser, Browser::Firefox { .. });
        Self { is_firefox, window, network, _home: home }
    }

    /// What is wrong with these pages, each opened from the disk: `PAGE: KIND WHAT`.
    fn faults(&self, bag: &Path, pages: &[String]) -> Vec<String> {
        let mut faults = Vec::new();
        for page in pages {
            let asked = self.network.asked().len();
            self.window.go(&address(bag, page));
            let waits = || self.texts(WAITS);
            assert!(until(|| waits().is_empty()), "{page}: {:?} never came", waits());
            let mut found = self.window.script(LOOK).as_array().unwrap().clone();
            let asked = self.network.asked().split_off(asked);
            found.extend(asked.iter().map(|line| serde_json::json!(["request", line])));
            if self.is_firefox {
                let said = self.window.messages();
                let ours =
                    said.as_array().unwrap().iter().filter(|m| m.to_string().contains("file:"));
                found.extend(ours.map(|m| serde_json::json!(["message", m])));
            }
            faults.extend(found.iter().map(|f| {
                let what = f[1].as_str().map_or_else(|| f[1].to_string(), str::to_owned);
                format!("{page}: {} {what}", f[0].as_str().unwrap())
            }));
        }
        faults
    }

    /// From the first page by click to a criterion and to a piece of its evidence, for each or the first few criteria.
    /// Gives how many pieces were opened.
    fn clicks(&self, bag: &Path, criteria: usize) -> usize {
        let (window, index) = (&self.window, address(bag, "data/index.html"));
        window.go(&address(bag, "START-HERE.html"));
        self.follows("data/index.html");
        let links = r#"return [...new Set([...document.querySelectorAll("main a[href^='criteria/']")]
            .map((link) => link.getAttribute("href")))]"#;
        let links = self.texts(links);
        assert_eq!(links.len(), 24, "{links:?}");
        let mut opened = 0;
        for link in links.iter().take(criteria) {
            window.go(&index);
            self.follows(link);
            if let Some(evidence) = self.texts(EVIDENCE).first() {
                self.follows(evidence);
                opened += 1;
            }
        }
        opened
    }

    /// Clicks the link to `to` and comes to what lies there.
    fn follows(&self, to: &str) {
        let window = &self.window;
        let wanted = window.script(&format!("return new URL({to:?}, location.href).href"));
        let wanted = wanted.as_str().unwrap();
        let file = wanted.split('#').next().unwrap().trim_start_matches("file://");
        assert!(Path::new(file).is_file(), "{to} leads nowhere");
        window.click(&window.find(&format!("a[href={to:?}]")));
        let is_page = file.ends_with(".html");
        let there = || {
            window.address() == wanted
                && (!is_page || window.script("return !!document.querySelector('h1')") == true)
        };
        assert!(until(there), "{to} was clicked, and {} is open", window.address());
    }

    fn texts(&self, script: &str) -> Vec<String> {
        let said = self.window.script(script);
        said.as_array().unwrap().iter().map(|t| t.as_str().unwrap().to_owned()).collect()
    }
}

/// Whether it comes within half a minute.
fn until(there: impl Fn() -> bool) -> bool {
    let until = Instant::now() + Duration::from_secs(30);
    while Instant::now() < until {
        if there() {
            return true;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    there()
}

fn address(bag: &Path, page: &str) -> String {
    format!("file://{}/{page}", bag.display())
}

/// The pages of a bag, below its folder.
fn pages(bag: &Path) -> Vec<String> {
    fn below(folder: &Path, prefix: &str, pages: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let entry = entry.unwrap();
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().unwrap().is_dir() {
                below(&entry.path(), &format!("{name}/"), pages);
            } else if name.ends_with(".html") {
                pages.push(name);
            }
        }
    }
    let mut pages = Vec::new();
    below(bag, "", &mut pages);
    pages.sort();
    pages
}

/// All pages of the sample. Of a generated portfolio all but the artifacts' pages after the first: those are hundreds,
/// laid out alike, and what stands on them stands on the other pages too; Chromium opens them all.
fn opened_pages(name: &str, bag: &Path) -> Vec<String> {
    let beyond =
        |page: &str| page.starts_with("data/artifacts/") && page != "data/artifacts/1.html";
    pages(bag).into_iter().filter(|page| name == "sample" || !beyond(page)).collect()
}

fn plant(bag: &Path, page: &str, old: &str, new: &str) {
    let path = bag.join("data").join(page);
    let text = std::fs::read_to_string(&path).unwrap();
    let start = text.find("<meta http-equiv=").unwrap();
    let end = start + text[start..].find('>').unwrap() + 1;
    std::fs::write(&path, format!("{}{}", &text[..start], &text[end..])).unwrap();
    edit(&path, old, new);
}

/// Each fault on a page of its own, without the policy that would stop it. All of them are seen.
fn sees_planted_faults(reviewer: &Reviewer) {
    const FAULTS: [(&str, &str, &str, &str); 6] = [
        (
            "index.html",
            "</main>",
            "<img alt=\"a\" src=\"https://example.invalid/a.png\"></main>",
            "request",
        ),
        ("alignment-map.html", "</main>", "<script>undefined_here()</script></main>", "script"),
        ("reflection.html", "<h1", "<h1 hidden", "heading"),
        ("criteria/2.html", "<main", "<main hidden", "content"),
        ("criteria/3.html", "style.css", "gone.css", "style"),
        ("criteria/4.html", "</main>", "<img alt=\"a\" src=\"gone.png\"></main>", "picture"),
    ];
    let (_scratch, bag) =
        planted(|bag| FAULTS.iter().for_each(|(page, old, new, _)| plant(bag, page, old, new)));
    for (page, _, _, kind) in FAULTS {
        let found = reviewer.faults(&bag, &[format!("data/{page}")]);
        assert!(found.iter().any(|f| f.contains(&format!(": {kind} "))), "{kind}: {found:?}");
        let told = found.iter().any(|f| f.contains(": message ") && f.contains("undefined_here"));
        assert!(told || kind != "script" || !reviewer.is_firefox, "{found:?}");
    }
    assert!(!reviewer.network.asked().is_empty(), "no request was seen");
    let (_scratch, bag) =
        planted(|bag| std::fs::remove_file(bag.join("data/criteria/4.html")).unwrap());
    let clicked = catch_unwind(AssertUnwindSafe(|| reviewer.clicks(&bag, 24))).unwrap_err();
    let why = clicked.downcast::<String>().unwrap();
    assert_eq!(*why, "criteria/4.html leads nowhere");
}

/// Gives what there is to report.
fn shows_every_site(name: &str, browser: &Browser) -> String {
    let reviewer = Reviewer::of(browser);
    let (mut looked, mut clicked) = (0, 0);
    for packed in all() {
        let pages = opened_pages(packed.name, &packed.bag);
        looked += pages.len();
        let faults = reviewer.faults(&packed.bag, &pages);
        assert!(faults.is_empty(), "{}: {faults:#?}", packed.name);
        let all_criteria = packed.name == "sample";
        let opened = reviewer.clicks(&packed.bag, if all_criteria { 24 } else { 1 });
        assert!(opened > if all_criteria { 20 } else { 0 }, "{}: {opened}", packed.name);
        clicked += opened;
    }
    assert_eq!(reviewer.network.asked(), [""; 0], "{name} asked for something");
    sees_planted_faults(&reviewer);
    format!("{name}: {looked} pages opened, {clicked} ways clicked, 0 requests")
}

fn program(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable)
        .unwrap_or_else(|| panic!("{variable} is not set: cargo xtask test validators"));
    assert!(
        Path::new(&path).is_file(),
        "{} is missing: cargo xtask setup",
        Path::new(&path).display()
    );
    path.into()
}

#[test]
fn firefox_opens_every_page_by_click_too_and_asks_for_nothing() {
    let firefox =
        std::env::var_os("ARTIFOLIO_FIREFOX").unwrap_or_else(|| "/usr/bin/firefox-esr".into());
    let browser =
        Browser::Firefox { driver: program("ARTIFOLIO_GECKODRIVER"), program: firefox.into() };
    println!("REPORT: {}", shows_every_site("Firefox", &browser));
}

#[test]
fn webkit_opens_every_page_by_click_too_and_asks_for_nothing() {
    let browser = Browser::WebKit {
        driver: program("ARTIFOLIO_WEB_DRIVER"),
        program: program("ARTIFOLIO_BROWSER"),
    };
    println!("REPORT: {}", shows_every_site("WebKit", &browser));
}
