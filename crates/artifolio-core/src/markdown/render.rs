//! Markdown to HTML that strict validators and a strict content policy take.

use std::collections::{HashMap, HashSet};

use ammonia::{Builder, UrlRelative};
use pulldown_cmark::{
    CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, TextMergeStream, html,
};

use super::address::{Address, judge};
use super::characters::{for_html, is_seen};

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
    let mut fitted = Fitted::new(options);
    let events = TextMergeStream::new(Parser::new_ext(markdown, super::options()));
    events.for_each(|event| fitted.take(event));
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
        ]));
    builder.clean(html).to_string()
}

/// Deepest nesting of quotations and lists that is shown; what lies deeper stands at this depth. Writers need five, and
/// the time of HTML parsers grows with the square of the depth.
const DEEPEST: usize = 32;

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
    /// Quotations and lists that are open, and whether each is shown.
    nests: Vec<bool>,
    /// Source levels of the headings that are open above.
    levels: Vec<u8>,
    /// Ends of the links and pictures that are open.
    endings: Vec<Ending>,
    /// Begin, in `out`, of what must not be empty.
    begun: Vec<usize>,
    /// Links and pictures that are open: no link stands inside one.
    nested: usize,
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
            nests: Vec::new(),
            levels: Vec::new(),
            endings: Vec::new(),
            begun: Vec::new(),
            nested: 0,
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
            Event::Text(text) => self.out.push(Event::Text(for_html(&text).into())),
            Event::Code(text) => self.out.push(Event::Code(for_html(&text).into())),
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
            Event::End(TagEnd::Paragraph) => self.paragraph_ends(),
            Event::Start(Tag::BlockQuote(_) | Tag::List(_)) => {
                self.nests.push(self.nests.len() < DEEPEST);
                self.nested_block(event);
            }
            Event::Start(Tag::Item) | Event::End(TagEnd::Item) => self.nested_block(event),
            Event::End(TagEnd::BlockQuote(_) | TagEnd::List(_)) => {
                self.nested_block(event);
                self.nests.pop();
            }
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

    fn nested_block(&mut self, event: Event<'a>) {
        if self.nests.last() == Some(&true) {
            self.out.push(event);
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

    /// A heading without words misleads: a picture alone becomes a paragraph.
    fn heading_ends(&mut self) {
        let Some(start) = self.begun.pop() else { return };
        let level = match self.out[start] {
            Event::Start(Tag::Heading { level, .. }) => level,
            _ => HeadingLevel::H6,
        };
        if self.says(start) {
            return self.out.push(Event::End(TagEnd::Heading(level)));
        }
        self.levels.pop();
        self.out[start] = Event::Start(Tag::Paragraph);
        self.begun.push(start);
        self.paragraph_ends();
    }

    /// A paragraph in which nothing is left is taken back.
    fn paragraph_ends(&mut self) {
        let start = self.begun.pop().unwrap_or(0);
        if self.shows(start) {
            self.out.push(Event::End(TagEnd::Paragraph));
        } else {
            self.out.truncate(start);
        }
    }

    /// Whether a reader sees anything from this event on: words or a picture.
    fn shows(&self, from: usize) -> bool {
        self.says(from)
            || self.out[from..].iter().any(|e| matches!(e, Event::Start(Tag::Image { .. })))
    }

    /// Whether there are words from this event on, descriptions of pictures among them.
    fn says(&self, from: usize) -> bool {
        self.out[from..].iter().any(|event| match event {
            Event::Text(text) | Event::Code(text) => is_seen(text),
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
            Some(address) if self.nested == 0 => {
                self.endings.push(Ending::Keep);
                self.begun.push(self.out.len());
                self.out.push(started(address));
            }
            _ => self.endings.push(Ending::Drop),
        }
        self.nested += 1;
    }

    fn image(&mut self, destination: &str) {
        self.nested += 1;
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
        self.nested = self.nested.saturating_sub(1);
        match self.endings.pop() {
            Some(Ending::Keep) if matches!(event, Event::End(TagEnd::Link)) => {
                let start = self.begun.pop().unwrap_or(0);
                if !self.says(start)
                    && let Event::Start(Tag::Link { dest_url, .. }) = &self.out[start]
                {
                    self.out.push(Event::Text(dest_url.clone()));
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
        let Some(address) = remote.filter(|_| self.nested == 0) else { return };
        if !self.says(start) {
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
        let heads = self.in_head && self.says(start);
        if self.in_head && !heads {
            self.out[start] = Event::InlineHtml("<td>".into());
        }
        self.html(if heads { "</th>" } else { "</td>" });
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
