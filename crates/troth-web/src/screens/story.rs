//! The story: everything the two share, in the order in which it was said.

use leptos::prelude::AnyView;

use crate::components::{lead, many};
use crate::messages::tr;
use crate::shell::AppHandle;

pub(super) fn story(_app: AppHandle) -> AnyView {
    many(vec![lead(tr("story-lead"))])
}
