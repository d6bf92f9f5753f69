//! Calls of the remote service.

use std::collections::BTreeMap;
use std::time::Duration;

use bavard_dialog::Interpretation;
use serde_json::Value;
use tonic::transport::{ClientTlsConfig, Endpoint, Error};

use super::UnderstandingFailure;
use crate::config::UnderstandingConfig;
use crate::protocol::nlu::v1::interpretation_input::InputUnion;
use crate::protocol::nlu::v1::interpretation_resource::ResourceUnion;
use crate::protocol::nlu::v1::runtime_client::RuntimeClient;
use crate::protocol::nlu::v1::{
    EnumInterpretationInputLoggingMode, EnumInterpretationResultType, EnumResourceType,
    InterpretRequest, InterpretationInput, InterpretationParameters, InterpretationResource,
    ResourceReference,
};
use crate::remote_grpc::RemoteChannel;
use crate::wire::interpretation_from_result;

/// Time for one call: a visitor waits for it.
const TIMEOUT: Duration = Duration::from_secs(10);

/// Time for the connection alone.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Longest answer that is read.
const MAX_RESPONSE_BYTES: usize = 256 * 1024;

/// Codes of a call that went well.
const SUCCESS: std::ops::Range<u32> = 200..300;

/// The remote understanding of a project.
#[derive(Debug, Clone)]
pub struct UnderstandingService {
    client: RuntimeClient<RemoteChannel>,
    /// Model URN by language.
    models: BTreeMap<String, String>,
}

impl UnderstandingService {
    /// The service of a configuration. It is connected to with the first call, and again whenever the connection breaks.
    ///
    /// # Errors
    ///
    /// When the address needs TLS and the system's certificates cannot be used.
    pub fn new(config: &UnderstandingConfig) -> Result<UnderstandingService, Error> {
        let mut endpoint = Endpoint::from(config.url.clone())
            .connect_timeout(CONNECT_TIMEOUT)
            .timeout(TIMEOUT);
        if config.url.scheme_str() == Some("https") {
            endpoint = endpoint.tls_config(ClientTlsConfig::new().with_native_roots())?;
        }
        let client = RuntimeClient::new(RemoteChannel::new(endpoint.connect_lazy()));
        Ok(UnderstandingService {
            client: client.max_decoding_message_size(MAX_RESPONSE_BYTES),
            models: config.models.clone(),
        })
    }

    /// Whether the service has a model for a language.
    pub fn speaks(&self, language: &str) -> bool {
        self.models.contains_key(language)
    }

    /// Understands a text in a language that the service [speaks](Self::speaks), with the dynamic entity data of the
    /// session as word sets. The service is asked not to log the text.
    ///
    /// # Errors
    ///
    /// [`UnderstandingFailure`]
    pub async fn interpret(
        &self,
        text: &str,
        language: &str,
        wordsets: &[&Value],
    ) -> Result<Interpretation, UnderstandingFailure> {
        let wordsets = wordsets.iter().map(|wordset| InterpretationResource {
            resource_union: Some(ResourceUnion::InlineWordset(wordset.to_string())),
        });
        let request = InterpretRequest {
            parameters: Some(InterpretationParameters {
                interpretation_result_type: EnumInterpretationResultType::SingleIntent.into(),
                interpretation_input_logging_mode: EnumInterpretationInputLoggingMode::Suppressed
                    .into(),
                max_interpretations: 1,
                ..InterpretationParameters::default()
            }),
            model: Some(ResourceReference {
                r#type: EnumResourceType::SemanticModel.into(),
                uri: self.models.get(language).cloned().unwrap_or_default(),
                ..ResourceReference::default()
            }),
            resources: wordsets.collect(),
            input: Some(InterpretationInput {
                input_union: Some(InputUnion::Text(text.to_owned())),
            }),
            ..InterpretRequest::default()
        };
        let response = self.client.clone().interpret(request).await?.into_inner();
        let code = response.status.map_or(SUCCESS.start, |status| status.code);
        // Services that leave the code out mean that all is well.
        if code != 0 && !SUCCESS.contains(&code) {
            return Err(UnderstandingFailure::Refused(code));
        }
        let result = response.result.ok_or(UnderstandingFailure::NoResult)?;
        let mut understood = interpretation_from_result(result)?;
        text.clone_into(&mut understood.utterance);
        Ok(understood)
    }
}
