//! A method of a service, as `build.rs` writes one down for each in `proto/`.

use std::marker::PhantomData;

/// A unary gRPC method: where to call it, and the types of its two messages.
#[derive(Debug)]
pub struct Method<Request, Answer> {
    path: &'static str,
    messages: PhantomData<fn(Request) -> Answer>,
}

impl<Request, Answer> Method<Request, Answer> {
    pub(crate) const fn new(path: &'static str) -> Self {
        Self {
            path,
            messages: PhantomData,
        }
    }

    /// The path of its URL, such as `/nuance.dlg.v1.DialogService/Execute`.
    #[must_use]
    pub const fn path(&self) -> &'static str {
        self.path
    }
}
