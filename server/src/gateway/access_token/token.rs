//! One token.

use secrecy::zeroize::Zeroizing;
use tonic::metadata::{Ascii, MetadataValue};

/// An access token of the endpoint. `Debug` does not show it.
#[derive(Debug, Clone)]
pub(in crate::gateway) struct UpstreamToken {
    /// Tells tokens apart without comparing them.
    pub(super) number: u64,
    authorization: MetadataValue<Ascii>,
}

impl UpstreamToken {
    /// None if the text cannot stand in a header.
    pub(super) fn new(number: u64, token: &str) -> Option<UpstreamToken> {
        let value = Zeroizing::new(format!("Bearer {token}"));
        let mut authorization: MetadataValue<Ascii> = value.parse().ok()?;
        authorization.set_sensitive(true);
        Some(UpstreamToken {
            number,
            authorization,
        })
    }

    /// The value of the `authorization` metadata.
    pub(in crate::gateway) fn authorization(&self) -> MetadataValue<Ascii> {
        self.authorization.clone()
    }

    /// Whether it is this very token.
    pub(in crate::gateway) fn is_same(&self, other: &UpstreamToken) -> bool {
        self.number == other.number
    }
}
