//! One agreement: the current version, the proposed one with its differences, its review, and earlier versions.

use sycamore::prelude::*;
use troth_app::EntryId;
use troth_app::view::{AgreementStanding, ChangesView, OpenView, Piece, ReviewView, VersionView};

use super::agreement_answer::{answers, not_yet, open_to_change, own_proposal};
use super::agreements::writes;
use super::look::{entry_key, glance, look, partner};
use super::review::look_again;
use super::watch;
use crate::components::{
    Leaf, details, differences, eyebrow, heading, keyed, leaf, live, many, para, said, side_note, tag,
};
use crate::messages::{full_day, tr, tr_args};
use crate::shell::AppHandle;

/// Decides which forms appear beside a version. It changes seldom, so news never empties a field.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Turn {
    standing: AgreementStanding,
    mine: bool,
    adjustable: bool,
    /// An own change waits for the partner.
    changing: bool,
    look_again: Option<ReviewView>,
}

pub(super) fn agreement(app: AppHandle) -> View {
    let now = look(|open| current(open).into_iter().map(|one| entry_key(one.id)).collect::<Vec<_>>());
    let two = look(|open| current(open).into_iter().filter(|one| one.standing == AgreementStanding::Holds).count() > 1);
    let earlier = look(|open| {
        let now: Vec<EntryId> = current(open).into_iter().map(|one| one.id).collect();
        open.agreements.versions.iter().filter(|one| !now.contains(&one.id)).cloned().collect::<Vec<_>>()
    });
    many(vec![
        live(move || if now.with(Vec::is_empty) { para(tr("agreement-gone")) } else { many(Vec::new()) }),
        live(move || if two.get() { para(tr("agreement-two-hold")) } else { many(Vec::new()) }),
        keyed(move || now.get(), move |key| version(app, key)),
        live(move || earlier.with(|earlier| past(earlier))),
    ])
}

/// Returns the current versions, those that wait for an answer first; if there are none, the last version.
fn current(open: &OpenView) -> Vec<&VersionView> {
    let all = &open.agreements.versions;
    let mut now: Vec<&VersionView> = all.iter().filter(|one| matters(one) < OVER).collect();
    now.sort_by_key(|one| matters(one));
    if now.is_empty() { all.first().into_iter().collect() } else { now }
}

/// Sorts after all current versions.
const OVER: u8 = 3;

fn matters(one: &VersionView) -> u8 {
    match one.standing {
        AgreementStanding::Open => 0,
        AgreementStanding::Holds => 1,
        AgreementStanding::NotYet if !one.day.is_empty() => 2,
        _ => OVER,
    }
}

fn find(open: &OpenView, key: &str) -> Option<VersionView> {
    open.agreements.versions.iter().find(|one| entry_key(one.id) == key).cloned()
}

fn turn(open: &OpenView, key: &str) -> Option<Turn> {
    let one = find(open, key).filter(|_| writes(open))?;
    let changing = open.agreements.versions.iter().any(|other| other.mine && other.standing == AgreementStanding::Open);
    let VersionView { standing, mine, adjustable, look_again, .. } = one;
    Some(Turn { standing, mine, adjustable, changing, look_again })
}

fn version(app: AppHandle, key: String) -> View {
    let (shown, asked) = (key.clone(), key.clone());
    let shown = look(move |open| find(open, &shown));
    let turn = look(move |open| turn(open, &asked));
    many(vec![
        live(move || shown.get().map_or_else(|| many(Vec::new()), |one| words(&one))),
        live(move || {
            let both = turn.get().and_then(|turn| Some((turn, glance(|open| find(open, &key))?)));
            both.map_or_else(|| many(Vec::new()), |(turn, one)| beside(app, &turn, &one))
        }),
    ])
}

/// Draws the possible acts on a version.
fn beside(app: AppHandle, turn: &Turn, one: &VersionView) -> View {
    match (turn.standing, turn.mine) {
        (AgreementStanding::Open, true) => own_proposal(app, one),
        (AgreementStanding::Open, false) => answers(app, one),
        (AgreementStanding::Holds, _) => {
            let again = turn.look_again.as_ref().map(|again| look_again(app, one.id, again));
            many(vec![again.unwrap_or_else(|| many(Vec::new())), open_to_change(app, one, turn.changing)])
        }
        (AgreementStanding::NotYet, _) if turn.adjustable => not_yet(app, one.id),
        _ => many(Vec::new()),
    }
}

/// Draws the words of a version, with the differences while it is proposed.
fn words(one: &VersionView) -> View {
    let open = one.standing == AgreementStanding::Open;
    let mut parts = vec![eyebrow(by(one), tags(one))];
    match one.changes.as_ref().filter(|_| open) {
        Some(changes) => {
            parts.extend(marked(changes));
            parts.push(details(tr("agreement-plain"), plain(one)));
        }
        None => parts.extend(plain(one)),
    }
    parts.extend(state(one));
    let advice = match (one.standing, one.mine) {
        (AgreementStanding::Open, false) => watch::for_receiver(&one.watch),
        (AgreementStanding::Holds, _) => watch::while_it_holds(&one.watch),
        _ => many(Vec::new()),
    };
    many(vec![leaf(Leaf::Plain, parts), advice])
}

fn by(one: &VersionView) -> String {
    let (mine, theirs) = match (one.standing, one.changes.is_some()) {
        (AgreementStanding::Holds, _) => {
            return tr_args("agreement-holds-since", &[("day", (&full_day(&one.date)).into())]);
        }
        (AgreementStanding::Open, false) => ("agreement-you-propose", "agreement-they-propose"),
        (AgreementStanding::Open, true) => ("agreement-you-change", "agreement-they-change"),
        _ => ("agreement-you-asked", "agreement-they-asked"),
    };
    let who = if one.mine { tr(mine) } else { tr_args(theirs, &[("partner", (&partner()).into())]) };
    format!("{who} · {}", full_day(&one.date))
}

fn tags(one: &VersionView) -> Vec<View> {
    let words = match one.standing {
        AgreementStanding::Ended | AgreementStanding::RanOut => tr("agreement-tag-ended"),
        AgreementStanding::Earlier => tr("agreement-tag-earlier"),
        AgreementStanding::Answered => tr("agreement-tag-answered"),
        AgreementStanding::TakenBack => tr("agreement-tag-taken-back"),
        AgreementStanding::NotYet => tr("agreement-row-not-yet"),
        _ => return Vec::new(),
    };
    vec![tag(words)]
}

fn plain(one: &VersionView) -> Vec<View> {
    let mut parts = vec![heading(one.title.clone()), said(one.words.clone())];
    if let Some((scope, _)) = &one.transparency {
        parts.push(para(tr_args("agreement-covers", &[("scope", scope.into())])));
    }
    parts
}

/// Draws the later words with removed and added words, which screen readers hear too.
fn marked(changes: &ChangesView) -> Vec<View> {
    let mut parts = vec![side_note(tr("agreement-changed"))];
    match &changes.title[..] {
        [Piece::Kept(title)] => parts.push(heading(title.clone())),
        title => parts.push(differences(title)),
    }
    parts.extend(
        [&changes.words, &changes.scope]
            .into_iter()
            .filter(|pieces| !pieces.is_empty())
            .map(|pieces| differences(pieces)),
    );
    let day = |day: &String| if day.is_empty() { tr("agreement-until-none") } else { full_day(day) };
    for (id, days) in [("agreement-changed-review", &changes.review), ("agreement-changed-until", &changes.until)] {
        if let Some([before, now]) = days {
            parts.push(para(tr_args(id, &[("before", (&day(before)).into()), ("now", (&day(now)).into())])));
        }
    }
    parts
}

/// Returns the state of a version, with dates.
fn state(one: &VersionView) -> Vec<View> {
    let on = |id, day: &String| tr_args(id, &[("day", (&full_day(day)).into())]);
    let mut said = Vec::new();
    let open = matches!(one.standing, AgreementStanding::Holds | AgreementStanding::Open);
    if let Some((_, until)) = one.transparency.as_ref().filter(|_| open) {
        said.push(on("agreement-ends-itself", until));
    }
    // An agreement that ends before its review day is not reviewed.
    let over = |day: &String| one.transparency.as_ref().is_some_and(|(_, until)| until < day);
    match one.standing {
        AgreementStanding::Holds if !over(&one.day) => said.push(on("agreement-look-on", &one.day)),
        AgreementStanding::Open if !over(&one.review) => said.push(on("agreement-look-on", &one.review)),
        AgreementStanding::Ended if !one.day.is_empty() => said.push(on("agreement-ended-on", &one.day)),
        AgreementStanding::RanOut => said.push(on("agreement-ended-itself", &one.day)),
        AgreementStanding::NotYet => {
            said.push(if one.mine {
                tr_args("not-yet-they-said", &[("partner", (&partner()).into())])
            } else {
                tr("not-yet-you-said")
            });
            if !one.day.is_empty() {
                said.push(on("not-yet-from", &one.day));
            }
        }
        _ => {}
    }
    said.into_iter().map(side_note).collect()
}

fn past(earlier: &[VersionView]) -> View {
    if earlier.is_empty() {
        return many(Vec::new());
    }
    let leaves = earlier.iter().map(|one| {
        let mut parts = vec![eyebrow(by(one), tags(one))];
        parts.extend(plain(one));
        parts.extend(state(one));
        leaf(Leaf::Quiet, parts)
    });
    details(tr("agreement-versions"), leaves.collect())
}
