//! The list of headlines: a sign, the headline, and a line about it.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::Widget;

use super::layout::rows;
use super::paint::{heading, indented, line, put, put_matched, put_right};
use crate::action::{Action, Place};
use crate::app::find::Find;
use crate::app::headlines::{GUTTER, Setting, title};
use crate::app::hits::Hits;
use crate::app::marks::Mark;
use crate::app::notice::{count, thousands};
use crate::app::shelf::{Row, Shelf};
use crate::app::{App, Pane, Stage};
use crate::config::theme::Theme;
use crate::library::Entry;
use crate::search::answer::Order;
use crate::story::Story;
use crate::text::moment::wording;
use crate::wrap;

/// The list of headlines.
pub(super) struct HeadlinesPane<'a> {
    pub(super) app: &'a App,
    pub(super) theme: &'a Theme,
}

impl Widget for HeadlinesPane<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        self.render_heading(area, buf);
        if self.app.headlines().rows().is_empty() {
            self.render_empty(area, buf);
        }
        for (index, setting, at) in in_sight(self.app, area) {
            self.render_row(index, &setting, indented_lines(rows(area), at), buf);
        }
    }
}

impl HeadlinesPane<'_> {
    /// The heading, or the line being typed over the list.
    fn render_heading(&self, area: Rect, buf: &mut Buffer) {
        let app = self.app;
        if let (Some(find), Some(row)) = (app.find(), line(area, 0)) {
            self.render_prompt(find, row, buf);
            return;
        }
        if let (Some(asking), Some(row)) = (&app.search().asking, line(area, 0)) {
            let rest = put("f ", self.theme.key, row, buf);
            put(asking.prompt.text(), self.theme.strong, rest, buf);
            return;
        }
        let name = match (app.live(), &app.search().hits) {
            (Some(live), _) => format!("Headlines /{}", live.query()),
            (None, Some(hits)) => match hits.order {
                Order::Best => format!("Best for {}", hits.typed),
                Order::Newest => format!("Newest for {}", hits.typed),
            },
            (None, None) => shelf_heading(app.headlines().shelf()),
        };
        let focused = app.focus() == Pane::Headlines;
        heading(&name, &self.position(), focused, self.theme, area, buf);
    }

    fn render_prompt(&self, find: &Find, row: Rect, buf: &mut Buffer) {
        let listed = match self.app.live() {
            Some(_) => self.app.headlines().rows().len(),
            None => find.all(),
        };
        let found = format!("{} of {}", thousands(listed), thousands(find.all()));
        let rest = put_right(&found, self.theme.dim, row, buf);
        let rest = put("/ ", self.theme.key, rest, buf);
        put(find.prompt.text(), self.theme.strong, rest, buf);
    }

    /// Which article of how many is selected; in the list of stories, which story.
    fn position(&self) -> String {
        let list = self.app.headlines();
        let (rows, at) = (list.rows(), list.cursor().at() + 1);
        let stories = *list.shelf() == Shelf::Stories && self.app.find().is_none();
        let count = |rows: &[Row]| {
            let stories = rows.iter().filter(|row| matches!(row, Row::Story(_)));
            stories.count()
        };
        let (at, all) = if stories {
            (count(&rows[..at.min(rows.len())]), count(rows))
        } else {
            (at, rows.len())
        };
        if all == 0 {
            return String::new();
        }
        let more = self.app.search().hits.as_ref().is_some_and(Hits::more);
        let more = if more { "+" } else { "" };
        format!("{} of {}{more}", thousands(at), thousands(all))
    }

    fn render_empty(&self, area: Rect, buf: &mut Buffer) {
        let says = match (self.app.stage(), self.app.headlines().shelf()) {
            (Stage::Loading, _) => "reading …",
            _ if self.app.find().is_some() => "no headline matches",
            _ if self.app.search().hits.is_some() => "no text holds that",
            (_, Shelf::Starred) => "nothing is starred",
            (Stage::Grouping, Shelf::Stories) => "grouping into stories …",
            (_, Shelf::Stories) => "no story is told twice",
            _ => "nothing to read here",
        };
        let lines = std::iter::once(says.to_owned()).chain(self.advice());
        for (place, text) in lines.enumerate() {
            if let Some(row) = line(rows(area), place) {
                put(&text, self.theme.dim, indented(row, GUTTER), buf);
            }
        }
    }

    /// What may be done where nothing was found, in lines.
    fn advice(&self) -> Vec<String> {
        let key = |action| self.app.keys().first(action);
        let (search, leave) = (key(Action::Search), key(Action::Cancel));
        if self.app.find().is_some() {
            let shorten = self.app.keys().at(Action::DeleteLetter, Place::Prompt);
            return vec![
                format!("{} shortens it", shorten.unwrap_or_default()),
                format!("{leave}, then {search} searches texts"),
            ];
        }
        if self.app.search().hits.as_ref().is_some_and(Hits::is_empty) {
            return vec![
                format!("{search} asks again"),
                format!("{leave} puts the list back"),
            ];
        }
        Vec::new()
    }

    fn render_row(&self, index: usize, setting: &Setting, area: Rect, buf: &mut Buffer) {
        let (app, theme) = (self.app, self.theme);
        let row = app.headlines().rows()[index];
        let selected = app.headlines().cursor().at() == index;
        let headline = title(row, app.stock());
        let matches = app.live().filter(|_| row.article().is_some());
        let matches = match (matches, &app.search().hits) {
            (Some(live), _) => live.matches(headline),
            (None, Some(hits)) => hits.matches(headline),
            (None, None) => Vec::new(),
        };
        let style = self.headline_style(row);
        for (number, bytes) in setting.lines.iter().enumerate() {
            let Some(row) = line(area, number) else {
                return;
            };
            let row = indented(row, setting.indent);
            if setting.cut && number + 1 == setting.lines.len() {
                let cut = wrap::fit(&headline[bytes.start..], usize::from(row.width)).into_owned();
                let shown = bytes.start..bytes.start + cut.trim_end_matches('…').len();
                let rest = put_matched(headline, shown, &matches, (style, theme.matched), row, buf);
                put("…", style, rest, buf);
            } else {
                put_matched(
                    headline,
                    bytes.clone(),
                    &matches,
                    (style, theme.matched),
                    row,
                    buf,
                );
            }
        }
        self.render_signs(row, selected, setting, area, buf);
        if let Some(below) = line(area, setting.lines.len()) {
            let below = indented(below, setting.indent);
            put(&self.about(row, below.width.into()), theme.dim, below, buf);
        }
        self.render_snippet(index, setting, area, buf);
        if selected && app.focus() == Pane::Headlines {
            let lines = Rect {
                height: area
                    .height
                    .min(u16::try_from(setting.lines.len()).unwrap_or(1)),
                ..area
            };
            buf.set_style(indented(lines, setting.indent), theme.selection);
        }
    }

    /// The passage that shows a hit; a sign where its beginning is not shown.
    fn render_snippet(&self, index: usize, setting: &Setting, area: Rect, buf: &mut Buffer) {
        let Some(snippet) = self.app.headlines().snippet(index) else {
            return;
        };
        for (number, bytes) in setting.snippet.iter().enumerate() {
            let Some(row) = line(area, setting.lines.len() + 1 + number) else {
                return;
            };
            if number == 0 && bytes.start > 0 {
                put(
                    "…",
                    self.theme.dim,
                    indented(row, setting.indent.saturating_sub(2)),
                    buf,
                );
            }
            let looks = (self.theme.text, self.theme.matched);
            let row = indented(row, setting.indent);
            put_matched(
                &snippet.text,
                bytes.clone(),
                &snippet.matches,
                looks,
                row,
                buf,
            );
        }
    }

    fn headline_style(&self, row: Row) -> Style {
        let article = crate::app::headlines::article(row, self.app.stock());
        let read = article.is_some_and(|entry| self.app.marks().has(Mark::Read, entry.id()));
        if read {
            self.theme.text
        } else {
            self.theme.strong
        }
    }

    fn render_signs(
        &self,
        row: Row,
        selected: bool,
        setting: &Setting,
        area: Rect,
        buf: &mut Buffer,
    ) {
        let theme = self.theme;
        let Some(first) = line(area, 0) else { return };
        if selected {
            put("▸", theme.accent, first, buf);
        }
        let Some(article) = crate::app::headlines::article(row, self.app.stock()) else {
            return;
        };
        let at = setting.indent.saturating_sub(2);
        if !self.app.marks().has(Mark::Read, article.id()) {
            put("●", theme.accent, indented(first, at), buf);
        }
        if self.app.marks().has(Mark::Starred, article.id())
            && let Some(below) = line(area, setting.lines.len())
        {
            put("★", theme.accent, indented(below, at), buf);
        }
    }

    /// What is said below a headline, as much of it as fits into `width` columns.
    fn about(&self, row: Row, width: usize) -> String {
        let stock = self.app.stock();
        match row {
            Row::Story(index) => {
                let by_hand = stock.grouping().by_hand(index);
                let by_hand = by_hand.map_or_else(String::new, |said| format!(" · {said}"));
                self.about_story(&stock.stories()[index]) + &by_hand
            }
            Row::Version(row) => self.about_article(stock.entry(row), 1, width),
            Row::Article(row) => {
                let article = stock.entry(row);
                self.about_article(article, stock.told_by(article.id()), width)
            }
        }
    }

    fn about_story(&self, story: &Story) -> String {
        let stock = self.app.stock();
        let versions = count(story.articles.len(), "version", "versions");
        let days = story
            .articles
            .iter()
            .filter_map(|id| stock.get(*id)?.published());
        match days.max_by_key(|moment| moment.seconds()) {
            Some(newest) => format!("{versions} · {}", wording::short(newest, stock.year())),
            None => versions,
        }
    }

    /// Source, author, day and story, of which the author goes first where that does not fit, then the
    /// story; a source that is too long is cut before its day is.
    fn about_article(&self, article: Entry<'_>, told: usize, width: usize) -> String {
        let day = article
            .published()
            .map(|at| wording::short(at, self.app.stock().year()));
        let day = format!(" · {}", day.unwrap_or_else(|| "undated".to_owned()));
        let author = article
            .author()
            .map(|author| format!(" · {author}"))
            .unwrap_or_default();
        let story = if told > 1 {
            format!(" · story of {told}")
        } else {
            String::new()
        };
        let source = article.source_label();
        let whole = [
            format!("{source}{author}{day}{story}"),
            format!("{source}{day}{story}"),
        ];
        let fits = |line: &String| wrap::width(line) <= width;
        whole.into_iter().find(fits).unwrap_or_else(|| {
            let room = width.saturating_sub(wrap::width(&day)).max(8);
            format!("{}{day}", wrap::fit(source, room))
        })
    }
}

fn shelf_heading(shelf: &Shelf) -> String {
    match shelf {
        Shelf::All => "Headlines".to_owned(),
        _ => shelf.name().to_owned(),
    }
}

/// `area` from line `at` on.
fn indented_lines(area: Rect, at: usize) -> Rect {
    let at = u16::try_from(at).unwrap_or(u16::MAX).min(area.height);
    Rect {
        y: area.y + at,
        height: area.height - at,
        ..area
    }
}

/// The rows in sight, each with how it is set and the line that it begins on.
fn in_sight(app: &App, area: Rect) -> impl Iterator<Item = (usize, Setting, usize)> {
    let list = app.headlines();
    let height = usize::from(rows(area).height);
    let mut below = 0;
    (list.cursor().top()..).map_while(move |index| {
        let setting = list.setting(index, app.stock())?;
        let at = below;
        below += setting.height();
        (at < height).then_some((index, setting, at))
    })
}

/// Where the selected headline stands, or the end of what is typed.
pub(super) fn cursor(app: &App, area: Rect) -> Option<Position> {
    let asking = app.search().asking.as_ref().map(|asking| &asking.prompt);
    if let Some(prompt) = app.find().map(|find| &find.prompt).or(asking) {
        let prompt = indented(line(area, 0)?, 2 + wrap::width(prompt.text()));
        return Some(
            Rect {
                x: prompt.x.min(area.right().saturating_sub(1)),
                ..prompt
            }
            .as_position(),
        );
    }
    let selected = app.headlines().cursor().at();
    let (.., at) = in_sight(app, area).find(|(index, ..)| *index == selected)?;
    line(rows(area), at).map(Rect::as_position)
}
