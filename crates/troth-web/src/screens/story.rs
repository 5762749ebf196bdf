//! The story: the vessel, the links from here, and one timeline of the shared record.

use sycamore::prelude::*;
use troth_app::view::{Bond, STRANDS, StoryLineView};
use troth_app::{Detail, Intent, StoryIntent};

use super::look::{glance, look, room_row};
use crate::components::{
    Field, Input, Kind, Typed, actions, button, details, empty_state, field, lead, line_of_story, list, live, many,
    para, picture_button, row, rows, section, select, strand_name, vessel, when_changed,
};
use crate::messages::{month, tr};
use crate::shell::AppHandle;

pub(super) fn story(app: AppHandle) -> View {
    let bond = look(|open| Some(open.bond));
    live(move || match bond.get() {
        Some(Bond::Alone) => alone(app),
        _ => many(vec![lead(tr("story-lead")), vessel_door(app), ways(app), timeline(app)]),
    })
}

fn alone(app: AppHandle) -> View {
    let invite = button(Kind::Primary, tr("promises-invite"), move || app.send(Intent::Show(Detail::Link)));
    let goals = row(Some("i-today"), tr("goals-title"), tr("goals-alone-words"), move || {
        app.send(Intent::Show(Detail::Goals));
    });
    let empty = empty_state("d-bowl", tr("story-alone-title"), tr("story-alone-words"), vec![invite]);
    many(vec![empty, rows(vec![goals])])
}

fn vessel_door(app: AppHandle) -> View {
    let shown = look(|open| open.horizon.vessel.clone());
    picture_button(tr("vessel-open-large"), live(move || shown.with(vessel)), move || {
        app.send(Intent::Show(Detail::Vessel));
    })
}

fn ways(app: AppHandle) -> View {
    let today = look(|open| open.today.clone());
    live(move || {
        let way = |sign, title, about, detail| room_row(app, sign, title, about, detail);
        let this_month = today.with(|day| format!("{}-01", &day[..MONTH_CHARS]));
        rows(vec![
            way("i-today", tr("goals-title"), tr("goals-about"), Detail::Goals),
            way("i-repair", tr("victories-title"), tr("victories-about"), Detail::Victories),
            way("i-story", tr("look-back-title"), month(&this_month), Detail::LookBack(this_month.clone())),
            way("i-rest", tr("endings-title"), tr("endings-about"), Detail::Endings),
        ])
    })
}

fn timeline(app: AppHandle) -> View {
    let lines = look(|open| open.story.lines.clone());
    let more = look(|open| open.story.more);
    let empty = look(|open| open.story.empty);
    let shown = live(move || lines.with(|lines| by_month(app, lines)));
    let older = live(move || {
        if !more.get() {
            return many(Vec::new());
        }
        actions(vec![button(Kind::Plain, tr("story-older"), move || app.send(Intent::Story(StoryIntent::More)))])
    });
    let tools = live(move || if empty.get() { many(Vec::new()) } else { tools(app) });
    let apart = look(|open| open.story.apart.clone());
    let apart = live(move || match apart.get() {
        none if none.is_empty() => many(Vec::new()),
        why => details(tr("apart-title"), vec![para(tr("apart-words")), list(why.into_iter().map(tr).collect())]),
    });
    section(tr("story-title"), vec![tools, shown, older, apart])
}

/// Draws the search for words and the filter by strand.
fn tools(app: AppHandle) -> View {
    let (search, strand) = glance(|open| (open.story.search.clone(), open.story.strand.clone()));
    let (search, strand) = (Typed::passing(search), Typed::passing(strand));
    when_changed(move || search.follow(), move |words| app.send(Intent::Story(StoryIntent::Search(words))));
    when_changed(move || strand.follow(), move |chosen| app.send(Intent::Story(StoryIntent::Strand(chosen))));
    let all = std::iter::once(("", tr("story-all"))).chain(STRANDS.iter().map(|name| (*name, strand_name(name))));
    let hint = String::new();
    many(vec![
        field(Field { id: "story-search", label: tr("story-search"), hint, input: Input::Line, typed: search }),
        select("story-strand", tr("story-strand"), all.collect(), strand),
    ])
}

/// What a date says of its month: `YYYY-MM`. Every view writes dates as `YYYY-MM-DD`.
const MONTH_CHARS: usize = 7;

/// Lines under the names of their months.
pub(super) fn by_month(app: AppHandle, lines: &[StoryLineView]) -> View {
    if lines.is_empty() {
        return para(tr("story-nothing"));
    }
    let months = lines.chunk_by(|one, next| one.date[..MONTH_CHARS] == next.date[..MONTH_CHARS]);
    // A chunk holds one line at least.
    let months =
        months.map(|lines| section(month(&lines[0].date), lines.iter().map(|line| story_line(app, line)).collect()));
    many(months.collect())
}

/// Draws a line; pressing it opens the full entry.
pub(super) fn story_line(app: AppHandle, line: &StoryLineView) -> View {
    let open = line.opens.clone().map(|detail| {
        let open: Box<dyn Fn()> = Box::new(move || app.send(Intent::Show(detail.clone())));
        open
    });
    line_of_story(line, open)
}
