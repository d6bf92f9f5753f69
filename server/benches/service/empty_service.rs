//! The measure of things: a server of tonic's own that does nothing. Its one call is Stop, because both messages of
//! that are empty.

use std::error::Error;
use std::io::{self, Write};
use std::pin::Pin;

use bavard_server::protocol::dlg::v1::dialog_service_server::{DialogService, DialogServiceServer};
use bavard_server::protocol::dlg::v1::{
    ExecuteRequest, ExecuteResponse, StartRequest, StartResponse, StatusRequest, StatusResponse,
    StopRequest, StopResponse, StreamInput, StreamOutput, UpdateRequest, UpdateResponse,
};
use futures::Stream;
use tokio::net::TcpListener;
use tonic::transport::Server;
use tonic::transport::server::TcpIncoming;
use tonic::{Request, Response, Status, Streaming};
use tonic_web::GrpcWebLayer;

/// Serves until the process is ended, and says where, as `bavard serve` does.
pub(crate) async fn serve() -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    writeln!(
        io::stdout(),
        "listening on http://{}",
        listener.local_addr()?
    )?;
    Server::builder()
        .accept_http1(true)
        .layer(GrpcWebLayer::new())
        .add_service(DialogServiceServer::new(EmptyService))
        .serve_with_incoming(TcpIncoming::from(listener).with_nodelay(Some(true)))
        .await?;
    Ok(())
}

#[derive(Debug)]
struct EmptyService;

fn unimplemented<T>() -> Result<Response<T>, Status> {
    Err(Status::unimplemented("only Stop is there"))
}

#[tonic::async_trait]
impl DialogService for EmptyService {
    type ExecuteStreamStream =
        Pin<Box<dyn Stream<Item = Result<StreamOutput, Status>> + Send + 'static>>;

    async fn start(&self, _: Request<StartRequest>) -> Result<Response<StartResponse>, Status> {
        unimplemented()
    }

    async fn status(&self, _: Request<StatusRequest>) -> Result<Response<StatusResponse>, Status> {
        unimplemented()
    }

    async fn update(&self, _: Request<UpdateRequest>) -> Result<Response<UpdateResponse>, Status> {
        unimplemented()
    }

    async fn execute(
        &self,
        _: Request<ExecuteRequest>,
    ) -> Result<Response<ExecuteResponse>, Status> {
        unimplemented()
    }

    async fn execute_stream(
        &self,
        _: Request<Streaming<StreamInput>>,
    ) -> Result<Response<Self::ExecuteStreamStream>, Status> {
        unimplemented()
    }

    async fn stop(&self, _: Request<StopRequest>) -> Result<Response<StopResponse>, Status> {
        Ok(Response::new(StopResponse {}))
    }
}
