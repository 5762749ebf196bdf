//! Pace of affection: which kinds of touch feel all right for a partner now. Private until shared, item by item.
//!
//! No event asks for affection. The other partner sees the current item and its day, never an earlier one.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::anomaly::AnomalyKind;
use crate::kernel::by_id::ById;
use crate::kernel::header::{Actor, Header, Signed};
use crate::kernel::ids::{EntryId, PartnerId};
use crate::kernel::refusal::Refusal;
use crate::kernel::time::WallTime;

use super::ClosenessEvent;
use super::own::OwnCloseness;

/// A kind of affection.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Affection {
    /// A hand on the shoulder.
    #[n(0)]
    Shoulder,
    /// Holding hands.
    #[n(1)]
    Hands,
    /// Sitting close.
    #[n(2)]
    Close,
    /// A hug.
    #[n(3)]
    Hug,
    /// A kiss.
    #[n(4)]
    Kiss,
    /// Sleeping in one bed.
    #[n(5)]
    OneBed,
}

impl Affection {
    /// All kinds, in the order of the form.
    pub const ALL: [Self; 6] = [Self::Shoulder, Self::Hands, Self::Close, Self::Hug, Self::Kiss, Self::OneBed];
}

/// How it feels, from open to reserved. If two devices of a partner disagree, the more reserved value holds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Feels {
    /// All right.
    #[n(0)]
    AllRight,
    /// Ask first.
    #[n(1)]
    AskFirst,
    /// Not now.
    #[n(2)]
    NotNow,
}

/// An item of a pace.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PaceItem {
    /// The kind of affection.
    #[n(0)]
    pub affection: Affection,
    /// How it feels.
    #[n(1)]
    pub feels: Feels,
}

/// A whole pace, in the own stream: the other partner never receives it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode)]
#[cbor(map)]
pub struct PaceSet {
    /// The items that the author chose. Of two for the same affection, the more reserved counts.
    #[n(0)]
    pub items: Vec<PaceItem>,
}

/// A shared item, exactly as the preview showed it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PaceShared {
    /// The item.
    #[n(0)]
    pub item: PaceItem,
    /// The entries of the author that shared this item before. This one replaces them.
    #[n(1)]
    pub follows: Vec<EntryId>,
}

/// The end of sharing an item.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct PaceSharingEnded {
    /// The entry that shared it.
    #[n(0)]
    pub shared: EntryId,
}

/// A private pace, from the own stream.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnPace {
    /// When it was set.
    pub written: WallTime,
    /// How each kind feels. A kind that was left open is not in the map.
    pub items: BTreeMap<Affection, Feels>,
}

/// A shared item.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SharedPace {
    /// Its author.
    pub author: PartnerId,
    /// When it was shared.
    pub written: WallTime,
    /// The item.
    pub item: PaceItem,
    follows: Vec<EntryId>,
    /// A later entry replaced it.
    followed: bool,
    ended: bool,
}

/// The shared items of both partners.
#[derive(Clone, Default, PartialEq, Eq, Debug)]
pub struct Paces {
    shared: ById<SharedPace>,
}

impl OwnPace {
    pub(super) fn of(header: &Header, set: &PaceSet) -> Self {
        let mut items = BTreeMap::new();
        for item in &set.items {
            let feels = items.entry(item.affection).or_insert(item.feels);
            *feels = item.feels.max(*feels);
        }
        Self { written: header.written, items }
    }
}

impl Paces {
    /// What a partner shares about a kind of affection now. If several entries stand, the most reserved counts.
    pub fn of(&self, partner: PartnerId, affection: Affection) -> Option<&SharedPace> {
        self.standing(partner, affection).map(|(_, shared)| shared).max_by_key(|shared| shared.item.feels)
    }

    fn standing(&self, partner: PartnerId, affection: Affection) -> impl Iterator<Item = (EntryId, &SharedPace)> {
        let shared = self.shared.iter().map(|(id, shared)| (*id, shared));
        let stands = |shared: &SharedPace| !shared.followed && !shared.ended;
        shared.filter(move |(_, one)| stands(one) && one.author == partner && one.item.affection == affection)
    }

    /// Adds a shared item. If an item that it replaces was ended meanwhile, the new one is ended too.
    pub(super) fn share(&mut self, signed: Signed<'_>, shared: &PaceShared) {
        let (author, written) = (signed.author, signed.header.written);
        let mut ended = false;
        for before in &shared.follows {
            let before = self.shared.get_mut(before).filter(|before| before.author == author);
            if let Some(before) = before.filter(|before| before.item.affection == shared.item.affection) {
                before.followed = true;
                ended |= before.ended;
            }
        }
        let follows = shared.follows.clone();
        let one = SharedPace { author, written, item: shared.item, follows, followed: false, ended };
        self.shared.insert(signed.header.id, one);
    }

    /// Ends an item, and every item that replaced it without knowing of the end.
    pub(super) fn end(&mut self, signed: Signed<'_>, id: EntryId) -> Result<(), AnomalyKind> {
        let shared = self.shared.get(&id).ok_or(AnomalyKind::NothingThere)?;
        if shared.author != signed.author {
            return Err(AnomalyKind::NotTheirs);
        }
        let (author, affection) = (shared.author, shared.item.affection);
        let mut ending = vec![id];
        while let Some(id) = ending.pop() {
            let Some(one) = self.shared.get_mut(&id).filter(|one| !one.ended) else { continue };
            one.ended = true;
            let after = self.shared.iter().filter(|(_, one)| one.follows.contains(&id));
            let after = after.filter(|(_, one)| one.author == author && one.item.affection == affection);
            ending.extend(after.map(|(id, _)| *id));
        }
        Ok(())
    }
}

/// What a partner wants to do about their pace.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum PaceCommand {
    /// Share an item of the private pace. It replaces what the partner shared about it before.
    Share(Affection),
    /// Stop sharing an item.
    EndSharing(Affection),
}

/// Decides whether a partner may set their private pace.
pub(super) fn decide_set(own: &OwnCloseness, set: PaceSet) -> Result<Vec<ClosenessEvent>, Refusal> {
    let has_set = own.pace().is_some_and(|pace| !pace.items.is_empty());
    if set.items.is_empty() && !has_set { Err(Refusal::NothingSaid) } else { Ok(vec![ClosenessEvent::PaceSet(set)]) }
}

/// Decides about sharing an item of the private pace.
pub(super) fn decide(
    paces: &Paces,
    own: &OwnCloseness,
    actor: &Actor,
    command: PaceCommand,
) -> Result<Vec<ClosenessEvent>, Refusal> {
    match command {
        PaceCommand::Share(affection) => {
            let set = own.pace().and_then(|pace| pace.items.get(&affection));
            let item = PaceItem { affection, feels: *set.ok_or(Refusal::NothingThere)? };
            if paces.of(actor.partner, affection).is_some_and(|shared| shared.item == item) {
                return Err(Refusal::AlreadyDone);
            }
            let follows = paces.standing(actor.partner, affection).map(|(id, _)| id).collect();
            Ok(vec![ClosenessEvent::PaceShared(PaceShared { item, follows })])
        }
        PaceCommand::EndSharing(affection) => {
            let standing = paces.standing(actor.partner, affection);
            let end = |shared| ClosenessEvent::PaceSharingEnded(PaceSharingEnded { shared });
            let ended: Vec<_> = standing.map(|(shared, _)| end(shared)).collect();
            if ended.is_empty() { Err(Refusal::NothingThere) } else { Ok(ended) }
        }
    }
}
