//! The methods of `nuance.dlg.v1.DialogService`.

/// A method of the DialogService, as the path of a call names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DialogMethod {
    /// Begins a session.
    Start,
    /// Asks how long a session lives.
    Status,
    /// Changes a session's data.
    Update,
    /// Takes a turn.
    Execute,
    /// Takes turns with speech.
    ExecuteStream,
    /// Ends a session.
    Stop,
}

impl DialogMethod {
    /// Every method.
    pub const ALL: [DialogMethod; 6] = [
        DialogMethod::Start,
        DialogMethod::Status,
        DialogMethod::Update,
        DialogMethod::Execute,
        DialogMethod::ExecuteStream,
        DialogMethod::Stop,
    ];

    /// The method that a path such as `/nuance.dlg.v1.DialogService/Start` names, if there is such a method.
    pub fn of_path(path: &str) -> Option<DialogMethod> {
        let name = path.strip_prefix("/nuance.dlg.v1.DialogService/")?;
        DialogMethod::ALL
            .into_iter()
            .find(|method| method.name() == name)
    }

    /// Its name in the protocol.
    pub const fn name(self) -> &'static str {
        match self {
            DialogMethod::Start => "Start",
            DialogMethod::Status => "Status",
            DialogMethod::Update => "Update",
            DialogMethod::Execute => "Execute",
            DialogMethod::ExecuteStream => "ExecuteStream",
            DialogMethod::Stop => "Stop",
        }
    }
}

#[cfg(test)]
mod tests {
    use tonic::server::NamedService;

    use super::*;
    use crate::dialog_service::DialogService;
    use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

    #[test]
    fn a_path_names_its_method() {
        let service = DialogServiceServer::<DialogService>::NAME;
        for method in DialogMethod::ALL {
            let path = format!("/{service}/{}", method.name());
            assert_eq!(DialogMethod::of_path(&path), Some(method));
        }
        assert_eq!(DialogMethod::of_path(&format!("/{service}/Sing")), None);
        assert_eq!(DialogMethod::of_path("/Start"), None);
    }
}
