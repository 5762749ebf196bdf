//! Accountability: a statement in its parts, the partner's answer, and perspective once it was heard.

use sycamore::prelude::*;
use troth_app::view::{Bond, PARTS, StatementView};
use troth_app::{AccountabilityIntent, Detail, EntryId, Intent, MirroredText, SoloKind};

use super::look::{entry_key, glance, look, partner};
use super::solo;
use crate::components::{
    Field, Form, Input, Kind, Leaf, Mirror, Typed, actions, button, details, empty_state, eyebrow, field, lead, leaf,
    live, many, opened_part, or_blank, para, row, rows, said, section, select_unchosen, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

pub(super) fn statements(app: AppHandle) -> View {
    let all = look(|open| open.statements.clone());
    let bond = look(|open| Some(open.bond));
    let own = solo::has_pages(&[SoloKind::Statement]);
    live(move || {
        let (all, bond) = (all.get(), bond.get());
        let write =
            || button(Kind::Primary, tr("statement-begin"), move || app.send(Intent::Show(Detail::NewStatement)));
        if bond == Some(Bond::Alone) {
            return solo::alone(app, &[SoloKind::Statement], tr("statements-alone-words"));
        }
        let writes = bond != Some(Bond::Unlinked);
        let mut parts = Vec::new();
        if all.is_empty() {
            let buttons = if writes { vec![write()] } else { Vec::new() };
            if own.get() {
                return solo::nothing_shared_yet(app, &[SoloKind::Statement], buttons);
            }
            let empty = empty_state("d-hands", tr("statements-empty-title"), tr("statements-empty-words"), buttons);
            return many(vec![empty, solo::beside(app, SoloKind::Statement)]);
        }
        parts.push(lead(tr("statements-lead")));
        if writes {
            parts.push(actions(vec![write()]));
        }
        parts.push(rows(all.iter().map(|one| statement_row(app, one)).collect()));
        parts.push(solo::beside(app, SoloKind::Statement));
        many(parts)
    })
}

fn statement_row(app: AppHandle, statement: &StatementView) -> View {
    let (by, first) = (author(statement), statement.first);
    let about = format!("{by} · {}", full_day(&statement.date));
    row(Some("i-write"), statement.parts[0].clone(), about, move || app.send(Intent::Show(Detail::Statement(first))))
}

fn author(statement: &StatementView) -> String {
    if statement.mine { tr("by-you") } else { partner() }
}

/// The parts of a statement, as fields.
#[derive(Clone, Copy)]
pub(super) struct Fields([Typed; 5]);

impl Fields {
    pub(super) fn new(draft: &str, from: Option<&[String; 5]>) -> Self {
        let mut at = 0;
        Self(PARTS.map(|part| {
            let start = or_blank(from.map(|from| from[at].clone()));
            at += 1;
            Typed::kept(format!("{draft}-{part}"), start)
        }))
    }

    fn draw(self) -> Vec<View> {
        let area = |(part, typed): (&str, Typed)| {
            let (label, hint) = part_words(part);
            field(Field { id: "statement-part", label, hint, input: Input::Area, typed })
        };
        PARTS.into_iter().zip(self.0).map(area).collect()
    }

    /// Draws each field with the mirror under it, and below them what is there already.
    pub(super) fn draw_mirrored(self) -> Vec<View> {
        let mirror = Mirror::over(self.0.to_vec(), MirroredText::Statement);
        let fields = self.draw().into_iter().enumerate();
        let mut parts: Vec<View> = fields.flat_map(|(at, field)| [field, mirror.under(at)]).collect();
        parts.push(mirror.there());
        parts
    }

    /// Returns the words of the parts.
    pub(super) fn words(self) -> [String; 5] {
        self.0.map(Typed::now)
    }

    /// Returns the fields to clear after sending.
    pub(super) fn typed(self) -> Vec<Typed> {
        self.0.to_vec()
    }

    fn intent(self, follows: Option<EntryId>, breach: Option<EntryId>) -> Intent {
        Intent::Accountability(AccountabilityIntent::Make { follows, breach, parts: self.words() })
    }

    /// Draws the form. What will be read is shown exactly, and shared only from there.
    fn form(self, typed: Vec<Typed>, share: String, intent: impl Fn() -> Intent + Clone + 'static) -> View {
        let shown = create_signal(false);
        let preview = live(move || {
            if !shown.get() {
                let title = tr_args("statement-preview", &[("partner", (&partner()).into())]);
                return actions(vec![button(Kind::Primary, title, move || shown.set(true))]);
            }
            let read = live(move || leaf(Leaf::Quiet, parts(&self.0.map(Typed::follow))));
            let title = lead(tr_args("statement-preview-title", &[("partner", (&partner()).into())]));
            let change = button(Kind::Plain, tr("statement-preview-close"), move || shown.set(false));
            let form = Form::new(vec![title, read], share.clone(), typed.clone(), intent.clone());
            opened_part(vec![form.beside(vec![change]).draw()])
        });
        let mut all = self.draw_mirrored();
        all.push(preview);
        many(all)
    }
}

fn part_words(part: &str) -> (String, String) {
    match part {
        "did" => (tr("part-did"), tr("part-did-hint")),
        "hurt" => (tr("part-hurt"), tr("part-hurt-hint")),
        "mine" => (tr("part-mine"), tr("part-mine-hint")),
        "feel" => (tr("part-feel"), tr("part-feel-hint")),
        _ => (tr("part-will"), tr("part-will-hint")),
    }
}

pub(super) fn new_statement() -> View {
    statement_form(None)
}

/// Draws the form about a breach, with its title above.
pub(super) fn statement_about(breach: EntryId) -> View {
    statement_form(Some(breach))
}

fn statement_form(breach: Option<EntryId>) -> View {
    let draft = breach.map_or_else(|| "statement-new".to_owned(), |id| format!("statement-about-{}", entry_key(id)));
    let fields = Fields::new(&draft, None);
    let submit = tr_args("breach-share", &[("partner", (&partner()).into())]);
    let form = fields.form(fields.0.to_vec(), submit, move || fields.intent(None, breach));
    let named =
        glance(move |open| open.breaches.iter().find(|one| Some(one.id) == breach).map(|one| one.title.clone()));
    let mut page = vec![lead(tr("statement-lead"))];
    page.extend(named.map(|title| para(about_words(&title))));
    page.extend([form, side_note(tr("statement-note"))]);
    many(page)
}

fn about_words(title: &str) -> String {
    tr_args("statement-about-breach", &[("title", title.into())])
}

fn find(all: &[StatementView], first: EntryId) -> Option<StatementView> {
    all.iter().find(|one| one.first == first).cloned()
}

pub(super) fn statement(app: AppHandle, first: EntryId) -> View {
    let shown = look(move |open| find(&open.statements, first));
    // The choice of forms follows only what changes it, so that news never empties a field.
    let turn = look(move |open| {
        let one = find(&open.statements, first).filter(|_| matches!(open.bond, Bond::Linked | Bond::Resting))?;
        Some((one.id, one.mine, one.heard))
    });
    many(vec![
        live(move || shown.get().map_or_else(|| para(tr("statement-gone")), |one| words(&one))),
        live(move || match turn.get() {
            Some((id, true, heard)) => own(first, id, heard),
            Some((id, false, heard)) => answer(app, id, heard),
            None => many(Vec::new()),
        }),
        live(move || shown.get().map_or_else(|| many(Vec::new()), |one| earlier(&one))),
    ])
}

/// Draws the parts that hold words.
pub(super) fn parts(words: &[String; 5]) -> Vec<View> {
    let told = PARTS.into_iter().zip(words).filter(|(_, words)| !words.is_empty());
    told.map(|(part, words)| section(part_words(part).0, vec![said(words.clone())])).collect()
}

fn words(one: &StatementView) -> View {
    let tags = if one.heard { vec![tag(tr("statement-heard"))] } else { Vec::new() };
    let mut all = vec![eyebrow(format!("{} · {}", author(one), full_day(&one.date)), tags)];
    all.extend(one.about.as_ref().map(|(_, title)| side_note(about_words(title))));
    all.extend(parts(&one.parts));
    let mut page = vec![leaf(Leaf::Plain, all)];
    for (part, words) in &one.lacks {
        let mut told = vec![eyebrow(tr_args("statement-lacks", &[("part", (&part_words(part).0).into())]), Vec::new())];
        if !words.is_empty() {
            told.push(said(words.clone()));
        }
        page.push(leaf(Leaf::Quiet, told));
    }
    if let Some(perspective) = &one.perspective {
        let tags = if perspective.edited { vec![tag(tr("tag-edited"))] } else { Vec::new() };
        page.push(section(
            tr("perspective-title"),
            vec![leaf(Leaf::Quiet, vec![eyebrow(tr("perspective-heading"), tags), said(perspective.words.clone())])],
        ));
    }
    many(page)
}

fn area(id: &'static str, label: String, hint: String, typed: Typed) -> View {
    field(Field { id, label, hint, input: Input::Area, typed })
}

/// Draws what its author may add: another version, and, once it was heard, how it came about.
fn own(first: EntryId, id: EntryId, heard: bool) -> View {
    let now = glance(move |open| find(&open.statements, first));
    let fields = Fields::new(&format!("statement-{}", entry_key(id)), now.as_ref().map(|now| &now.parts));
    let about = now.as_ref().and_then(|now| now.about.as_ref().map(|(breach, _)| *breach));
    let again = fields.form(Vec::new(), tr("statement-again-send"), move || fields.intent(Some(id), about));
    let mut parts = vec![details(tr("statement-again"), vec![again])];
    if heard {
        let before = or_blank(now.and_then(|now| now.perspective).map(|said| said.words));
        let words = Typed::kept(format!("perspective-{}", entry_key(id)), before);
        let fields = vec![area("perspective", tr("perspective-label"), tr("perspective-hint"), words)];
        let send = move || {
            Intent::Accountability(AccountabilityIntent::SharePerspective { statement: id, words: words.now() })
        };
        parts.push(details(
            tr("perspective-open"),
            vec![para(tr("perspective-heading")), Form::new(fields, tr("perspective-share"), vec![words], send).draw()],
        ));
    }
    many(parts)
}

/// Draws the partner's possible answers; nothing waits for one.
fn answer(app: AppHandle, id: EntryId, heard: bool) -> View {
    let hear = move || app.send(Intent::Accountability(AccountabilityIntent::Hear(id)));
    let part = Typed::chosen(format!("lack-part-{}", entry_key(id)), "");
    let words = Typed::kept(format!("lack-{}", entry_key(id)), "");
    let choices = PARTS.map(|part| (part, part_words(part).0)).to_vec();
    let fields = vec![
        select_unchosen("lack-part", tr("lack-part"), choices, part),
        area("lack-words", tr("lack-words"), tr("lack-words-hint"), words),
    ];
    let send = move || {
        Intent::Accountability(AccountabilityIntent::Lack { statement: id, part: part.now(), words: words.now() })
    };
    let mut all = Vec::new();
    if !heard {
        all.push(actions(vec![button(Kind::Primary, tr("statement-hear"), hear)]));
    }
    if heard {
        let back = move || app.send(Intent::Accountability(AccountabilityIntent::TakeHeardBack(id)));
        all.push(actions(vec![button(Kind::Quiet, tr("statement-hear-back"), back)]));
    }
    all.push(details(tr("lack-open"), vec![Form::new(fields, tr("lack-send"), vec![part, words], send).draw()]));
    all.push(side_note(tr("statement-answer-note")));
    many(all)
}

fn earlier(one: &StatementView) -> View {
    if one.earlier.is_empty() {
        return many(Vec::new());
    }
    let versions = one.earlier.iter().map(|(day, words)| {
        let mut all = vec![eyebrow(full_day(day), Vec::new())];
        all.extend(parts(words));
        leaf(Leaf::Quiet, all)
    });
    details(tr("statement-earlier"), versions.collect())
}
