//! gRPC server reflection, with which `grpcurl` and its like learn the definitions from the server itself.

use axum::Router;
use tonic::server::NamedService;
use tonic_reflection::server::Builder;
use tower::Layer;

use super::grpc_route::grpc_route;
use super::watched::Watch;
use crate::auth::AuthenticationLayer;
use crate::dialog_service::DialogService;
use crate::protocol::FILE_DESCRIPTOR_SET;
use crate::protocol::dlg::v1::dialog_service_server::DialogServiceServer;

/// The routes of `grpc.reflection.v1` and, for older clients, `v1alpha`. They name the services that are answered, not
/// all that are defined; callers need the token that calls need.
#[expect(
    clippy::expect_used,
    reason = "the descriptors are part of the program: every test that starts a server reads them"
)]
pub(super) fn reflection_routes(watch: &Watch, authentication: &AuthenticationLayer) -> Router {
    let v1 = builder().build_v1().expect("the descriptors decode");
    let v1alpha = builder().build_v1alpha().expect("the descriptors decode");
    let v1 = grpc_route(watch.over(authentication.layer(v1)));
    v1.merge(grpc_route(watch.over(authentication.layer(v1alpha))))
}

fn builder() -> Builder<'static> {
    Builder::configure()
        .register_encoded_file_descriptor_set(FILE_DESCRIPTOR_SET)
        .register_encoded_file_descriptor_set(tonic_health::pb::FILE_DESCRIPTOR_SET)
        .with_service_name(DialogServiceServer::<DialogService>::NAME)
        .with_service_name("grpc.health.v1.Health")
}
