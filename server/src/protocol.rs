//! The wire definitions of `proto/`, compiled: messages, the service and the client of `nuance.dlg.v1`.
//!
//! The module tree mirrors the protobuf packages because the generated code refers to its neighbours by
//! relative paths (`super::super::asr::v1`).
#![expect(
    missing_docs,
    clippy::all,
    clippy::allow_attributes,
    clippy::allow_attributes_without_reason,
    reason = "generated from `proto/`, which is documented there"
)]

/// The definitions themselves, as an encoded `google.protobuf.FileDescriptorSet` with all that they import.
pub const FILE_DESCRIPTOR_SET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/descriptors.bin"));

pub mod nuance {
    pub mod asr {
        pub mod v1 {
            tonic::include_proto!("nuance.asr.v1");
        }
    }
    pub mod dlg {
        pub mod v1 {
            tonic::include_proto!("nuance.dlg.v1");
            pub mod common {
                tonic::include_proto!("nuance.dlg.v1.common");
            }
        }
    }
    pub mod nlu {
        pub mod v1 {
            tonic::include_proto!("nuance.nlu.v1");
        }
    }
    pub mod rpc {
        tonic::include_proto!("nuance.rpc");
    }
    pub mod tts {
        pub mod v1 {
            tonic::include_proto!("nuance.tts.v1");
        }
    }
}

pub use nuance::{asr, dlg, nlu, rpc, tts};
