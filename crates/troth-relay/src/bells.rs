//! Counts live connections: in total, and for each device.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use troth_wire::SigningKey;

use crate::config::Limits;
use crate::metrics::Metrics;

/// Counts live connections.
#[derive(Clone)]
pub(crate) struct Bells {
    open: Arc<Mutex<BTreeMap<SigningKey, usize>>>,
    metrics: Arc<Metrics>,
    limits: Limits,
}

/// The slot of one live connection; dropping it frees the slot.
pub(crate) struct BellSlot {
    bells: Bells,
    signing: SigningKey,
}

impl Bells {
    pub(crate) fn new(limits: Limits, metrics: Arc<Metrics>) -> Self {
        Self { open: Arc::default(), metrics, limits }
    }

    /// Takes a slot for a device, if one is free.
    pub(crate) fn take_place(&self, signing: SigningKey) -> Option<BellSlot> {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let own = open.get(&signing).copied().unwrap_or(0);
        if all >= self.limits.bells || own >= self.limits.bells_per_device {
            return None;
        }
        open.insert(signing, own + 1);
        self.metrics.bells.inc();
        Some(BellSlot { bells: self.clone(), signing })
    }
}

impl Drop for BellSlot {
    fn drop(&mut self) {
        self.bells.metrics.bells.dec();
        let mut open = self.bells.open.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(&self.signing) {
            Some(own) if *own > 1 => *own -= 1,
            _ => {
                open.remove(&self.signing);
            }
        }
    }
}
