//! Which call a path means.

use percent_encoding::percent_decode_str;

/// Where all the calls are.
const BASE: &str = "/dlg/v1/";

/// A method that can be called with JSON: all but the streaming one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonMethod {
    /// `POST /dlg/v1/start/{payload.model_ref.uri}`
    Start,
    /// `POST /dlg/v1/status/{session_id}`
    Status,
    /// `POST /dlg/v1/update/{session_id}`
    Update,
    /// `POST /dlg/v1/execute/{session_id}`
    Execute,
    /// `POST /dlg/v1/stop/{session_id}`, whose body means nothing
    Stop,
}

/// A call, as its path tells it.
#[derive(Clone, PartialEq, Eq)]
pub struct Call {
    /// The method.
    pub method: JsonMethod,
    /// The field of the request that is in the path: the model's URN for Start, else the session's id.
    pub path_value: String,
    /// The `user_id` of Stop, which has no body to say it in; else empty.
    pub user_id: String,
}

/// A path that is no call.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this server has no such method")]
pub struct UnknownCall;

/// Session ids are nobody's business.
impl std::fmt::Debug for Call {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Call")
            .field("method", &self.method)
            .finish_non_exhaustive()
    }
}

impl JsonMethod {
    /// Each of them.
    pub const ALL: [JsonMethod; 5] = [
        JsonMethod::Start,
        JsonMethod::Status,
        JsonMethod::Update,
        JsonMethod::Execute,
        JsonMethod::Stop,
    ];

    /// Where gRPC has the method.
    pub fn grpc_path(self) -> &'static str {
        match self {
            JsonMethod::Start => "/nuance.dlg.v1.DialogService/Start",
            JsonMethod::Status => "/nuance.dlg.v1.DialogService/Status",
            JsonMethod::Update => "/nuance.dlg.v1.DialogService/Update",
            JsonMethod::Execute => "/nuance.dlg.v1.DialogService/Execute",
            JsonMethod::Stop => "/nuance.dlg.v1.DialogService/Stop",
        }
    }

    fn in_path(self) -> &'static str {
        match self {
            JsonMethod::Start => "start",
            JsonMethod::Status => "status",
            JsonMethod::Update => "update",
            JsonMethod::Execute => "execute",
            JsonMethod::Stop => "stop",
        }
    }
}

impl Call {
    /// The call of a path as it stands in the request, percent-encoded. A model's URN has slashes: it is taken as one
    /// segment with the slashes encoded, and also as it is.
    ///
    /// # Errors
    ///
    /// [`UnknownCall`] for another path, one with an empty value, or one that is not UTF-8.
    pub fn parse(path: &str) -> Result<Call, UnknownCall> {
        let rest = path.strip_prefix(BASE).ok_or(UnknownCall)?;
        let (name, value) = rest.split_once('/').ok_or(UnknownCall)?;
        let method = JsonMethod::ALL
            .into_iter()
            .find(|method| method.in_path() == name)
            .ok_or(UnknownCall)?;
        if method != JsonMethod::Start && value.contains('/') {
            return Err(UnknownCall);
        }
        match percent_decode_str(value).decode_utf8() {
            Ok(value) if !value.is_empty() => Ok(Call {
                method,
                path_value: value.into_owned(),
                user_id: String::new(),
            }),
            _ => Err(UnknownCall),
        }
    }

    /// The same with what the query says: `user_id` or `userId` for Stop, whose other field is in the path. The other
    /// methods have all their fields in the body.
    pub fn with_query(self, query: &str) -> Call {
        if self.method != JsonMethod::Stop {
            return self;
        }
        let user_id = form_urlencoded::parse(query.as_bytes())
            .find(|(name, _)| matches!(name.as_ref(), "user_id" | "userId"))
            .map(|(_, user_id)| user_id.into_owned());
        Call {
            user_id: user_id.unwrap_or_default(),
            ..self
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const URN: &str = "urn:nuance-mix:tag:model/coffee/mix.dialog";

    fn parsed(path: &str) -> Option<(JsonMethod, String)> {
        let call = Call::parse(path).ok()?;
        Some((call.method, call.path_value))
    }

    #[test]
    fn a_urn_is_taken_encoded_and_as_it_is() {
        for path in [
            "/dlg/v1/start/urn%3Anuance-mix%3Atag%3Amodel%2Fcoffee%2Fmix.dialog",
            "/dlg/v1/start/urn:nuance-mix:tag:model%2fcoffee%2fmix.dialog",
            "/dlg/v1/start/urn:nuance-mix:tag:model/coffee/mix.dialog",
        ] {
            assert_eq!(
                parsed(path),
                Some((JsonMethod::Start, URN.to_owned())),
                "{path}"
            );
        }
    }

    #[test]
    fn the_other_methods_have_a_session_id_in_their_path() {
        for (path, method) in [
            ("/dlg/v1/status/a%20b", JsonMethod::Status),
            ("/dlg/v1/update/a%20b", JsonMethod::Update),
            ("/dlg/v1/execute/a%20b", JsonMethod::Execute),
            ("/dlg/v1/stop/a%20b", JsonMethod::Stop),
        ] {
            assert_eq!(parsed(path), Some((method, "a b".to_owned())), "{path}");
        }
    }

    #[test]
    fn nothing_else_is_a_call() {
        for path in [
            "/dlg/v1/",
            "/dlg/v1/start",
            "/dlg/v1/start/",
            "/dlg/v1/status/",
            "/dlg/v1/status/a/b",
            "/dlg/v1/Status/a",
            "/dlg/v1/executestream/a",
            "/dlg/v2/status/a",
            "/dlg/v1/status/%ff",
            "/status/a",
        ] {
            assert_eq!(parsed(path), None, "{path}");
        }
    }

    #[test]
    fn stop_has_its_user_in_the_query_and_no_other_method_has() {
        let user = |path: &str, query: &str| Call::parse(path).unwrap().with_query(query).user_id;
        assert_eq!(user("/dlg/v1/stop/a", "user_id=J%C3%B6rg+B"), "Jörg B");
        assert_eq!(user("/dlg/v1/stop/a", "x=y&userId=u"), "u");
        assert_eq!(user("/dlg/v1/stop/a", "user"), "");
        assert_eq!(user("/dlg/v1/update/a", "user_id=u"), "");
    }

    #[test]
    fn a_session_id_is_not_in_the_debug_form() {
        let call = Call::parse("/dlg/v1/status/secret").unwrap();
        assert!(!format!("{call:?}").contains("secret"));
    }
}
