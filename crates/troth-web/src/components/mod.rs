//! The design system as functions: each makes one element of `style/` from words and an action.
//!
//! They return [`sycamore::web::View`] and box their actions. Otherwise a view's type would contain the types of all
//! its parts, and every screen would add its own copy of the drawing code to the download.

mod banner;
mod button;
mod choices;
mod confirm;
mod difference;
mod dots;
mod estimate;
mod field;
mod form;
mod frame;
mod icon;
mod leaf;
mod linking;
mod live;
mod markup;
mod mirror;
mod occurrences;
mod part;
mod pieces;
mod prose;
mod rating;
mod rows;
mod story_line;
mod typed;
mod vessel;

pub(crate) use banner::{banners, done_toast, problem_banner};
pub(crate) use button::{Kind, actions, busy_button, button, button_about};
pub(crate) use choices::{Choice, checks, radios, select, select_unchosen};
pub(crate) use confirm::{Question, confirm, confirm_shown};
pub(crate) use difference::differences;
pub(crate) use dots::dots;
pub(crate) use estimate::estimate_bar;
pub(crate) use field::{Field, Input, field};
pub(crate) use form::{Form, Forms};
pub(crate) use frame::{PAGE_ID, back_button, hide_button, place_name, places_link, settings_button, skip_link, tabs};
pub(crate) use icon::drawing;
pub(crate) use leaf::{Leaf, both_sides, empty_state, eyebrow, leaf, opened_part, spoken, tag, touched_part, waiting};
pub(crate) use linking::{english_words, link_steps, qr_code, safe_words};
pub(crate) use live::{keyed, live, live_text, when_changed};
pub(crate) use markup::title;
pub(crate) use mirror::{Mirror, mirror};
pub(crate) use occurrences::{occurrence_facts, outcome_words};
pub(crate) use part::Part;
pub(crate) use pieces::{LEAVES_AT_ONCE, ROWS_AT_ONCE, details_later, in_pieces};
pub(crate) use prose::{
    VOW_MARK, details, details_heard, exact_text, heading, lead, list, many, para, reason, said, section, side_note,
    vow,
};
pub(crate) use rating::{POINTS, rating};
pub(crate) use rows::{marked_row, quiet_dot, row, rows};
pub(crate) use story_line::{line_of_story, picture_button};
pub(crate) use typed::{Typed, numbers, or_blank};
pub(crate) use vessel::{strand_name, vessel};
