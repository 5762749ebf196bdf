//! The rules that an entry must keep, given its parents.

use troth_vault::{DEPS_MAX, RecordHeader};
use troth_wire::RecordId;

use crate::graph::{Settled, Settlement};

/// A rule that an opened entry broke.
///
/// Every device with the same keys finds the same result, except for [`Rule::Authorship`]: only the devices of the
/// partner whose name was forged can verify that.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rule {
    /// It names one of this partner's devices but lacks this partner's personal tag: it is forged.
    Authorship,
    /// Its chain key doesn't fit the entry before it, or the chain's opening is not its device's: another device made it.
    ChainKey,
    /// Its sequence number and its previous entry do not continue one device's chain.
    Chain,
    /// It names more dependencies than [`DEPS_MAX`].
    Dependencies,
    /// Its lamport number is not one more than the highest among its parents.
    Lamport,
}

impl Rule {
    /// Returns how an entry that broke the rule is settled: only a sound link can be continued.
    pub(crate) const fn place(self) -> Settlement {
        match self {
            Self::Authorship | Self::Chain | Self::ChainKey => Settlement::Outside,
            Self::Dependencies | Self::Lamport => Settlement::Refused,
        }
    }
}

/// Lists the parents of an entry: the previous entry of its chain, and its dependencies.
pub(crate) fn parents(header: &RecordHeader) -> impl Iterator<Item = RecordId> + '_ {
    header.prev.iter().chain(&header.deps).copied()
}

/// Checks a header's claims against its settled parents.
pub(crate) fn check(header: &RecordHeader, prev: Option<&Settled>, lamport: Option<u64>) -> Result<(), Rule> {
    check_chain(header, prev)?;
    if header.deps.len() > DEPS_MAX {
        return Err(Rule::Dependencies);
    }
    if lamport == Some(header.lamport) { Ok(()) } else { Err(Rule::Lamport) }
}

fn check_chain(header: &RecordHeader, prev: Option<&Settled>) -> Result<(), Rule> {
    let continues = match prev {
        None => header.seq == FIRST_SEQ,
        Some(prev) if prev.place == Settlement::Outside => false,
        Some(prev) => prev.device == header.device && prev.seq.checked_add(1) == Some(header.seq),
    };
    if continues { Ok(()) } else { Err(Rule::Chain) }
}

/// Sequence numbers of a device's chain count from 1, as positions in a mailbox do.
pub(crate) const FIRST_SEQ: u64 = troth_vault::CHAIN_FIRST_SEQ;
