//! Between the protocol's messages and the engine's types. Nothing here knows sessions or transports.

mod orchestration;
mod recognised;
mod reply;
mod request;
mod status;
mod struct_value;
mod understanding_result;

pub use reply::execute_response;
pub use request::{InvalidRequest, execute_input, start_data, update_data};
pub use status::{
    create_status, invalid_request_status, missing_session, quota_status, refusal_status,
    retry_later, start_status, store_status, turn_status,
};
pub use struct_value::{NotJson, json_from_struct, struct_from_json};
pub use understanding_result::{InvalidUnderstandingResult, interpretation_from_result};
