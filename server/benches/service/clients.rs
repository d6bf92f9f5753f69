//! Clients of both transports behind one type, so that what the client itself costs is the same whatever is called.

use std::error::Error;
use std::fmt;
use std::net::SocketAddr;

use bavard_server::protocol::dlg::v1::dialog_service_client::DialogServiceClient;
use futures::future::try_join_all;
use http::Uri;
use hyper_util::client::legacy;
use hyper_util::client::legacy::Client;
use hyper_util::client::legacy::connect::HttpConnector;
use hyper_util::rt::TokioExecutor;
use serde::Serialize;
use tonic::Status;
use tonic::body::Body;
use tonic::transport::Endpoint;
use tonic_web::GrpcWebClientLayer;
use tower::util::BoxCloneSyncService;
use tower::{ServiceBuilder, ServiceExt};

/// HTTP/2 connections of native gRPC: few, as of a site's own servers, and each within the streams that servers allow.
const CHANNELS: usize = 8;

pub(crate) type DialogClient =
    DialogServiceClient<BoxCloneSyncService<http::Request<Body>, http::Response<Body>, Status>>;

/// How calls travel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) enum Transport {
    /// Native gRPC over a few HTTP/2 connections.
    #[serde(rename = "gRPC")]
    Grpc,
    /// Binary gRPC-Web over HTTP/1.1, one kept connection for each visitor.
    #[serde(rename = "gRPC-Web")]
    GrpcWeb,
}

impl fmt::Display for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Transport::Grpc => "gRPC",
            Transport::GrpcWeb => "gRPC-Web",
        })
    }
}

/// The clients of one server. Their connections stay from round to round.
#[derive(Debug)]
pub(crate) struct Clients(Vec<DialogClient>);

impl Clients {
    pub(crate) async fn connect(
        transport: Transport,
        server: SocketAddr,
    ) -> Result<Clients, Box<dyn Error>> {
        let uri: Uri = format!("http://{server}").parse()?;
        Ok(match transport {
            Transport::Grpc => {
                let endpoint = Endpoint::from(uri).tcp_nodelay(true);
                let channels = try_join_all((0..CHANNELS).map(|_| endpoint.connect())).await?;
                let channels = channels.into_iter().map(|channel| {
                    let service = channel.map_err(|error| Status::from_error(error.into()));
                    DialogServiceClient::new(BoxCloneSyncService::new(service))
                });
                Clients(channels.collect())
            }
            Transport::GrpcWeb => {
                let mut connector = HttpConnector::new();
                connector.set_nodelay(true);
                let client = Client::builder(TokioExecutor::new()).build(connector);
                let service = ServiceBuilder::new()
                    .map_err(|error: legacy::Error| Status::from_error(error.into()))
                    .map_response(|response: http::Response<_>| response.map(Body::new))
                    .layer(GrpcWebClientLayer::new())
                    .service(client);
                let service = BoxCloneSyncService::new(service);
                Clients(vec![DialogServiceClient::with_origin(service, uri)])
            }
        })
    }

    /// One for each of `count` visitors.
    pub(crate) fn for_visitors(&self, count: usize) -> impl Iterator<Item = DialogClient> {
        self.0.iter().cycle().take(count).cloned()
    }
}
