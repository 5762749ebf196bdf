//! What the logs say about impact: notes in the own stream, and in the shared stream what was shared of them.

use minicbor::{Decode, Encode};
use serde::Serialize;

use crate::kernel::codec::events;
use crate::kernel::ids::EntryId;
use crate::kernel::telling::{gold, plain, untold};
use crate::kernel::text::Words;
use crate::strands::rating::Points;

events! {
    /// Impact; kind 800 in the own stream, the others in the shared one.
    pub enum ImpactEvent in 800..=899 {
        /// How it is for me now: own stream, for nobody else (care 16).
        ImpactNoted = 800, Own, "impact-noted", untold;
        /// One item, exactly as the preview showed it.
        ImpactShared = 810, Shared, "impact-shared", gold;
        /// From now on it is not shown to the other any more.
        SharingEnded = 811, Shared, "impact-sharing-ended", plain;
        /// "What I understand you live with."
        ReflectionOffered = 820, Shared, "reflection-offered", gold;
        /// "Yes, that's it", or "partly".
        ReflectionAnswered = 821, Shared, "reflection-answered", gold;
    }
}

/// An area of life that a breach touches.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Area {
    /// How I see myself.
    #[n(0)]
    SelfWorth,
    /// Worry.
    #[n(1)]
    Worry,
    /// Distress.
    #[n(2)]
    Distress,
    /// Trust in other people.
    #[n(3)]
    TrustInOthers,
}

impl Area {
    /// All four, in the order in which a form asks.
    pub const ALL: [Self; 4] = [Self::SelfWorth, Self::Worry, Self::Distress, Self::TrustInOthers];
}

/// A feeling, by a word from the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum Feeling {
    /// Hurt.
    #[n(0)]
    Hurt,
    /// Anger.
    #[n(1)]
    Anger,
    /// Confusion.
    #[n(2)]
    Confusion,
    /// Sadness.
    #[n(3)]
    Sadness,
    /// Insecurity.
    #[n(4)]
    Insecurity,
    /// Fear.
    #[n(5)]
    Fear,
    /// Shame.
    #[n(6)]
    Shame,
    /// Numbness.
    #[n(7)]
    Numbness,
    /// Loneliness.
    #[n(8)]
    Loneliness,
    /// Relief.
    #[n(9)]
    Relief,
}

/// Every feeling, in the order in which a form offers them.
pub const FEELINGS: [Feeling; 10] = [
    Feeling::Hurt,
    Feeling::Anger,
    Feeling::Confusion,
    Feeling::Sadness,
    Feeling::Insecurity,
    Feeling::Fear,
    Feeling::Shame,
    Feeling::Numbness,
    Feeling::Loneliness,
    Feeling::Relief,
];

/// One area: how much it is touched, and in own words.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct AreaRated {
    /// Which.
    #[n(0)]
    pub area: Area,
    /// 0 not at all, 10 as much as can be. About oneself, never about the other.
    #[n(1)]
    pub points: Option<Points>,
    /// In own words.
    #[n(2)]
    pub words: Option<Words>,
}

/// How it is now.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ImpactNoted {
    /// The areas that were said something about; at most one of each counts, the first.
    #[n(0)]
    pub areas: Vec<AreaRated>,
    /// The feelings.
    #[n(1)]
    pub feelings: Vec<Feeling>,
}

/// What is shared: one item and nothing around it.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ImpactItem {
    /// One area.
    #[n(0)]
    Area(#[n(0)] AreaRated),
    /// The feeling words.
    #[n(1)]
    Feelings(#[n(0)] Vec<Feeling>),
}

/// Shared.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ImpactShared {
    /// The item.
    #[n(0)]
    pub item: ImpactItem,
}

/// Not shown any more.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct SharingEnded {
    /// The entry that shared it.
    #[n(0)]
    pub shared: EntryId,
}

/// What the other understands.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReflectionOffered {
    /// In their words.
    #[n(0)]
    pub words: Words,
}

/// How well it was understood.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Encode, Decode, Serialize)]
#[cbor(index_only)]
#[serde(rename_all = "kebab-case")]
pub enum ReflectionAnswer {
    /// "Yes, that's it."
    #[n(0)]
    Fully,
    /// "Partly."
    #[n(1)]
    Partly,
}

/// The answer of the one who shared.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, Serialize)]
#[cbor(map)]
pub struct ReflectionAnswered {
    /// Exactly which reflection.
    #[n(0)]
    pub reflection: EntryId,
    /// How well.
    #[n(1)]
    pub answer: ReflectionAnswer,
    /// What is still missing, if they want to say.
    #[n(2)]
    pub words: Option<Words>,
}
