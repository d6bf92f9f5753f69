//! The wire definitions of `proto/`, compiled: the messages and methods of `nuance.dlg.v1`.
//!
//! The module tree mirrors the protobuf packages because the generated code refers to its neighbours by
//! relative paths (`super::super::asr::v1`).

pub mod struct_value;

mod method;

#[cfg(test)]
mod definitions;
#[cfg(test)]
mod hand_made_bytes;
#[cfg(test)]
mod inspector_table;

#[expect(
    missing_docs,
    clippy::all,
    reason = "generated from `proto/`, which is documented there"
)]
pub mod nuance {
    pub mod asr {
        pub mod v1 {
            include!(concat!(env!("OUT_DIR"), "/nuance.asr.v1.rs"));
        }
    }
    pub mod dlg {
        pub mod v1 {
            include!(concat!(env!("OUT_DIR"), "/nuance.dlg.v1.rs"));
            pub mod common {
                include!(concat!(env!("OUT_DIR"), "/nuance.dlg.v1.common.rs"));
            }
        }
    }
    pub mod nlu {
        pub mod v1 {
            include!(concat!(env!("OUT_DIR"), "/nuance.nlu.v1.rs"));
        }
    }
    pub mod rpc {
        include!(concat!(env!("OUT_DIR"), "/nuance.rpc.rs"));
    }
    pub mod tts {
        pub mod v1 {
            include!(concat!(env!("OUT_DIR"), "/nuance.tts.v1.rs"));
        }
    }
}

pub use method::Method;
pub use nuance::{asr, dlg, nlu, rpc, tts};
