//! Markdown to HTML that strict validators and a strict content policy take.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};
use unicode_normalization::UnicodeNormalization as _;

use super::address::{Address, judge};

/// How a text is fitted into a page.
pub struct RenderOptions<'a> {
    /// Level of the page's heading above the text; its own begin one below and never skip a level.
    pub under: u8,
    /// Stands before every id, so that several texts fit into one page.
    pub prefix: &'a str,
    /// Address of a local destination in the page; `None`: its words stay, the link goes.
    pub resolve: &'a dyn Fn(&str) -> Option<String>,
}

impl Default for RenderOptions<'_> {
    fn default() -> Self {
        Self { under: 1, prefix: "", resolve: &|_| None }
    }
}

/// Renders a text. Raw HTML is dropped, pictures are only those that `resolve` knows, links lead to the web or mail
/// or where `resolve` says. The result is a fragment of flow content.
#[must_use]
pub fn render(markdown: &str, options: &RenderOptions<'_>) -> String {
    // Characters that HTML forbids go, and the text is composed, as validators ask.
    let text: String = markdown.chars().filter(|c| !is_forbidden(*c)).nfc().collect();
    let mut fitted = Fitted::new(options);
    Parser::new_ext(&text, super::options()).for_each(|event| fitted.take(event));
    let mut out = String::new();
    html::push_html(&mut out, fitted.out.into_iter());
    cleaned(&out)
}

/// The second wall: whatever the renderer let through, only this passes.
fn cleaned(html: &str) -> String {
    let class = |names: &[&'static str]| names.iter().copied().collect::<HashSet<_>>();
    let mut builder = Builder::default();
    builder
        .url_schemes(HashSet::from(["http", "https", "mailto"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer"))
        .add_tag_attributes("div", ["id"])
        .allowed_classes(HashMap::from([
            ("div", class(&["footnote", "table"])),
            ("td", class(&["right", "center"])),
            ("th", class(&["right", "center"])),
        ]))
        .add_tag_attributes("div", ["tabindex"]);
    builder.clean(html).to_string()
}

/// Characters that may not stand in HTML at all.
fn is_forbidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || (c as u32) & 0xfffe == 0xfffe
        || matches!(c, '\u{fdd0}'..='\u{fdef}')
}

/// What is done at the end of a link or picture.
enum Ending {
    /// Emit the end as it comes.
    Keep,
    /// The link was dropped: its words stand alone.
    Drop,
    /// A picture that is not shown: from this place on stands its description, a link to it where it is on the web.
    Described(usize, Option<String>),
}

/// Events rewritten one by one.
struct Fitted<'o, 'a> {
    options: &'o RenderOptions<'o>,
    out: Vec<Event<'a>>,
    /// Source levels of the headings that are open above.
    levels: Vec<u8>,
    /// Ends of the links and pictures that are open.
    endings: Vec<Ending>,
    /// Begin, in `out`, of what must not be empty.
    begun: Vec<usize>,
    links_open: usize,
    footnotes: HashMap<String, usize>,
    defined: HashSet<usize>,
    columns: Vec<&'static str>,
    column: usize,
    in_head: bool,
}

impl<'o, 'a> Fitted<'o, 'a> {
    fn new(options: &'o RenderOptions<'o>) -> Self {
        Self {
            options,
            out: Vec::new(),
            levels: Vec::new(),
            endings: Vec::new(),
            begun: Vec::new(),
            links_open: 0,
            footnotes: HashMap::new(),
            defined: HashSet::new(),
            columns: Vec::new(),
            column: 0,
            in_head: false,
        }
    }

    fn html(&mut self, text: impl Into<CowStr<'a>>) {
        self.out.push(Event::InlineHtml(text.into()));
    }

    fn take(&mut self, event: Event<'a>) {
        match event {
            Event::Html(_)
            | Event::InlineHtml(_)
            | Event::Start(Tag::HtmlBlock)
            | Event::End(TagEnd::HtmlBlock) => {}
            Event::TaskListMarker(done) => {
                self.out.push(Event::Text(if done { "☑ " } else { "☐ " }.into()))
            }
            Event::FootnoteReference(name) => self.footnote_reference(&name),
            Event::Start(Tag::FootnoteDefinition(name)) => self.footnote(&name),
            Event::End(TagEnd::FootnoteDefinition) => self.html("</div>\n"),
            Event::Start(Tag::Heading { level, .. }) => self.heading(level),
            Event::End(TagEnd::Heading(_)) => self.heading_ends(),
            Event::Start(Tag::Paragraph) => {
                self.begun.push(self.out.len());
                self.out.push(event);
            }
            Event::End(TagEnd::Paragraph) => self.end_or_take_back(event),
            Event::Start(Tag::Link { link_type, dest_url, .. }) => self.link(link_type, &dest_url),
            Event::Start(Tag::Image { dest_url, .. }) => self.image(&dest_url),
            Event::End(TagEnd::Link | TagEnd::Image) => self.ends(event),
            Event::Start(Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell)
            | Event::End(
                TagEnd::Table | TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell,
            ) => self.table(event),
            other => self.out.push(other),
        }
    }

    fn heading(&mut self, level: HeadingLevel) {
        let level = level as u8;
        while self.levels.last().is_some_and(|above| *above >= level) {
            self.levels.pop();
        }
        self.levels.push(level);
        let fitted = usize::from(self.options.under) + self.levels.len();
        let level = HeadingLevel::try_from(fitted.min(6)).unwrap_or(HeadingLevel::H6);
        self.begun.push(self.out.len());
        self.out.push(Event::Start(Tag::Heading {
            level,
            id: None,
            classes: Vec::new(),
            attrs: Vec::new(),
        }));
    }

    fn heading_ends(&mut self) {
        let level = match self.begun.last().and_then(|at| self.out.get(*at)) {
            Some(Event::Start(Tag::Heading { level, .. })) => *level,
            _ => HeadingLevel::H6,
        };
        self.end_or_take_back(Event::End(TagEnd::Heading(level)));
    }

    /// Ends a block, or takes its beginning back when nothing stands in it: an empty heading or paragraph misleads.
    fn end_or_take_back(&mut self, end: Event<'a>) {
        let Some(start) = self.begun.pop() else { return self.out.push(end) };
        if self.says_something(start) {
            self.out.push(end);
        } else {
            self.out.truncate(start);
        }
    }

    fn says_something(&self, from: usize) -> bool {
        self.out[from..].iter().any(|event| match event {
            Event::Text(text) | Event::Code(text) => !text.trim().is_empty(),
            Event::Start(Tag::Image { .. }) => true,
            Event::InlineHtml(html) => html.starts_with("<sup>"),
            _ => false,
        })
    }

    fn link(&mut self, link_type: LinkType, destination: &str) {
        let address = match link_type {
            LinkType::Email => judge(&format!("mailto:{destination}")),
            _ => judge(destination),
        };
        let address = match address {
            Address::Outside(address) => Some(address),
            Address::Local => (self.options.resolve)(destination),
            Address::Refused => None,
        };
        match address {
            Some(address) if self.links_open == 0 => {
                self.endings.push(Ending::Keep);
                self.links_open += 1;
                self.begun.push(self.out.len());
                self.out.push(started(address));
            }
            _ => self.endings.push(Ending::Drop),
        }
    }

    fn image(&mut self, destination: &str) {
        let address = judge(destination);
        let shown =
            if address == Address::Local { (self.options.resolve)(destination) } else { None };
        if let Some(address) = shown {
            self.endings.push(Ending::Keep);
            self.out.push(Event::Start(Tag::Image {
                link_type: LinkType::Inline,
                dest_url: address.into(),
                title: "".into(),
                id: "".into(),
            }));
            return;
        }
        let remote = if let Address::Outside(address) = address { Some(address) } else { None };
        self.endings.push(Ending::Described(self.out.len(), remote));
    }

    fn ends(&mut self, event: Event<'a>) {
        match self.endings.pop() {
            Some(Ending::Keep) if matches!(event, Event::End(TagEnd::Link)) => {
                self.links_open -= 1;
                let start = self.begun.pop().unwrap_or(0);
                if !self.says_something(start) {
                    let address = match &self.out[start] {
                        Event::Start(Tag::Link { dest_url, .. }) => dest_url.clone(),
                        _ => "".into(),
                    };
                    self.out.push(Event::Text(address));
                }
                self.out.push(event);
            }
            Some(Ending::Keep) => self.out.push(event),
            Some(Ending::Described(start, remote)) => self.describe(start, remote),
            Some(Ending::Drop) | None => {}
        }
    }

    /// A picture on the web becomes a link to it, unless a link is open already.
    fn describe(&mut self, start: usize, remote: Option<String>) {
        let Some(address) = remote.filter(|_| self.links_open == 0) else { return };
        if !self.says_something(start) {
            self.out.push(Event::Text(address.clone().into()));
        }
        self.out.insert(start, started(address));
        self.out.push(Event::End(TagEnd::Link));
    }

    fn footnote_number(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }

    fn footnote_reference(&mut self, name: &str) {
        let n = self.footnote_number(name);
        // A link inside a link is no HTML.
        if self.links_open > 0 {
            return self.html(format!("<sup>{n}</sup>"));
        }
        self.html(format!("<sup><a href=\"#{}note-{n}\">{n}</a></sup>", self.options.prefix));
    }

    fn footnote(&mut self, name: &str) {
        let n = self.footnote_number(name);
        let id = if self.defined.insert(n) {
            format!(" id=\"{}note-{n}\"", self.options.prefix)
        } else {
            String::new()
        };
        self.html(format!("<div class=\"footnote\"{id}><sup>{n}</sup>\n"));
    }

    /// Tables are written here: the library's own writer aligns with inline styles, which the policy forbids.
    fn table(&mut self, event: Event<'a>) {
        use pulldown_cmark::Alignment::{Center, Right};
        match event {
            Event::Start(Tag::Table(alignments)) => {
                let class = |a| {
                    if a == Right {
                        " class=\"right\""
                    } else if a == Center {
                        " class=\"center\""
                    } else {
                        ""
                    }
                };
                self.columns = alignments.into_iter().map(class).collect();
                self.html("<div class=\"table\"><table>");
            }
            Event::End(TagEnd::Table) => self.html("</tbody></table></div>\n"),
            Event::Start(Tag::TableHead) => {
                (self.in_head, self.column) = (true, 0);
                self.html("<thead><tr>");
            }
            Event::End(TagEnd::TableHead) => {
                self.in_head = false;
                self.html("</tr></thead><tbody>\n");
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                self.html("<tr>");
            }
            Event::End(TagEnd::TableRow) => self.html("</tr>\n"),
            Event::Start(_) => {
                self.begun.push(self.out.len());
                let (tag, scope) = if self.in_head { ("th", " scope=\"col\"") } else { ("td", "") };
                let class = self.columns.get(self.column).copied().unwrap_or_default();
                self.html(format!("<{tag}{scope}{class}>"));
            }
            _ => self.cell_ends(),
        }
    }

    /// An empty header cell heads nothing: it becomes an ordinary one.
    fn cell_ends(&mut self) {
        let start = self.begun.pop().unwrap_or(0);
        self.column += 1;
        if self.in_head && !self.says_something(start) {
            self.out.truncate(start);
            return self.html("<td></td>");
        }
        self.html(if self.in_head { "</th>" } else { "</td>" });
    }
}

fn started<'a>(address: String) -> Event<'a> {
    Event::Start(Tag::Link {
        link_type: LinkType::Inline,
        dest_url: address.into(),
        title: "".into(),
        id: "".into(),
    })
}
