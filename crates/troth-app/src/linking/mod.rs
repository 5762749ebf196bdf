//! Linking the partner, or adding an own device: the handshake over the relay's drop box.
//!
//! ```text
//! slot   inviter                         invited
//! 0      invitation, commitment     ->   "offered"
//! 1                                 <-   accepted
//! 2      opening                    ->
//!        both show four words; both say yes
//! 3                                 <-   yes
//! 4      welcome: the keys          ->
//! ```
//!
//! Nothing but slot 1 tells the inviter anything, and an empty slot 1 is all there is to see of an invitation that is
//! unopened, declined, expired or withdrawn (care 17).

mod bundle;
mod stage;

pub(crate) use bundle::{Bundle, Welcome};
pub(crate) use stage::{Errand, Linking, Stage, Step, Yes};
