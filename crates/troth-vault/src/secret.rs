//! The macro that declares secrets: redacted, zeroised, compared in constant time, never serialised by accident.

/// Declares a secret of 32 bytes.
macro_rules! secret {
    ($(#[$doc:meta])* $vis:vis $name:ident) => {
        $(#[$doc])*
        ///
        /// `Debug` redacts it, dropping wipes it, and comparison takes constant time.
        #[derive(Clone, zeroize::Zeroize, zeroize::ZeroizeOnDrop)]
        $vis struct $name([u8; 32]);

        impl $name {
            /// Makes a random one.
            #[must_use]
            $vis fn make(rng: &mut impl rand_core::CryptoRng) -> Self {
                let mut bytes = [0; 32];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }

            pub(crate) const fn from_bytes(bytes: [u8; 32]) -> Self {
                Self(bytes)
            }

            pub(crate) const fn bytes(&self) -> &[u8; 32] {
                &self.0
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                f.write_str(concat!(stringify!($name), "(..)"))
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                subtle::ConstantTimeEq::ct_eq(&self.0[..], &other.0[..]).into()
            }
        }

        impl Eq for $name {}
    };
}

pub(crate) use secret;
