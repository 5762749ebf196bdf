//! The vessel: a drawn bowl whose seams fill with gold. It shows no number, and has a description in words.

use sycamore::prelude::*;
use sycamore::web::tags;
use troth_app::view::VesselView;

use crate::messages::{tr, tr_args};

/// The bowl's outline below its rim.
const BODY: &str = "M20 58c2 62 40 112 82 116q2 6-6 8h48q-8-2-6-8c42-4 80-54 82-116";
/// The rim, an ellipse as a path.
const RIM: &str = "M20 58a100 21 0 1 0 200 0a100 21 0 1 0-200 0z";
/// The inside, seen over the rim.
const MOUTH: &str = "M27 59a93 16 0 1 0 186 0a93 16 0 1 0-186 0z";

/// The seams' paths, in the order of [`VesselView::seams`]. Each starts at an earlier one.
const SEAMS: [&str; 10] = [
    "M118 118l-14-14-5-13-16-6-7-9",
    "M118 118l9-14-5-11 11-8-1-6",
    "M118 118l19-3 13-12 15-3 8-16 12-9",
    "M118 118l-9 14 5 14-9 15 3 12",
    "M150 103l9 17-4 14 10 12-3 13",
    "M99 91l-15 9-14-3-15 10-17-4",
    "M84 100l-3 16-13 8 1 14-9 5",
    "M109 132l-16 4-6 12-11 3",
    "M159 120l16-2 9-10 17 2 9-12",
    "M165 100l9 4 3 11",
];

/// Fine cracks from setbacks, apart from the seams.
const CRACKS: [&str; 9] = [
    "M60 84l5 9-3 7",
    "M186 92l-6 8 2 8",
    "M100 150l-7 7 1 7",
    "M140 132l5 8-3 8",
    "M48 122l8 5 2 8",
    "M196 128l-8 4-1 8",
    "M112 88l4 8-2 6",
    "M138 160l6 4 1 6",
    "M74 148l6 3 3 6",
];

/// Length of every seam in dash units, whatever its shape.
const SEAM_LENGTH: u8 = 100;

/// Draws the vessel.
pub(crate) fn vessel(shown: &VesselView) -> View {
    let mut parts = vec![stroke("vessel-body", BODY), stroke("vessel-rim", RIM), stroke("vessel-mouth", MOUTH)];
    parts.extend(SEAMS.iter().zip(&shown.seams).map(|(path, _)| stroke("vessel-seam", path)));
    parts.extend(CRACKS.iter().take(usize::from(shown.cracks)).map(|path| stroke("vessel-crack", path)));
    parts.extend(
        SEAMS.iter().zip(&shown.seams).filter(|(_, (_, gold))| *gold > 0).map(|(path, (_, gold))| gilt(path, *gold)),
    );
    let drawing = tags::svg().class("vessel").attr("viewBox", "0 0 240 190");
    drawing.attr("role", "img").attr("aria-label", in_words(shown)).children(parts).into()
}

fn stroke(class: &'static str, path: &'static str) -> View {
    tags::path().class(class).attr("d", path).into()
}

/// Draws gold from the seam's beginning: a quarter of its length for each degree.
fn gilt(path: &'static str, gold: u8) -> View {
    let dash = format!("{} {SEAM_LENGTH}", gold.min(4) * (SEAM_LENGTH / 4));
    let gold = tags::path().class("vessel-gold").attr("d", path);
    gold.attr("pathLength", SEAM_LENGTH.to_string()).attr("stroke-dasharray", dash).into()
}

/// Describes the drawing in words.
fn in_words(shown: &VesselView) -> String {
    let of = |degrees: &[u8]| {
        let names =
            shown.seams.iter().filter(|(_, gold)| degrees.contains(gold)).map(|(strand, _)| strand_name(strand));
        names.collect::<Vec<_>>().join(", ")
    };
    let said = [("vessel-whole", of(&[4])), ("vessel-filling", of(&[1, 2, 3])), ("vessel-open", of(&[0]))];
    let said =
        said.iter().filter(|(_, names)| !names.is_empty()).map(|(id, names)| tr_args(id, &[("seams", names.into())]));
    let mut words = vec![tr("vessel-words")];
    words.extend(said);
    if shown.cracks > 0 {
        words.push(tr("vessel-cracks"));
    }
    words.join(" ")
}

/// Returns the name of a strand.
pub(crate) fn strand_name(strand: &str) -> String {
    match strand {
        "breaches" => tr("strand-breaches"),
        "impact" => tr("strand-impact"),
        "closeness" => tr("strand-closeness"),
        "dialogues" => tr("strand-dialogues"),
        "boundaries" => tr("strand-boundaries"),
        "setbacks" => tr("strand-setbacks"),
        "accountability" => tr("strand-accountability"),
        "promises" => tr("strand-promises"),
        "check-ins" => tr("strand-check-ins"),
        "horizon" => tr("strand-horizon"),
        _ => tr("strand-space"),
    }
}
