//! What a turn gives back, in the vocabulary of the DLGaaS `ExecuteResponsePayload`: messages said on the way, then
//! exactly one action that says what the dialog waits for. The server turns these types into protocol messages field
//! by field; durations stay the strings that the project's settings hold (`500ms`, `30s`), because the protocol
//! carries strings too.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// Everything that the client gets for one turn.
#[derive(Debug, Clone, PartialEq)]
pub struct Reply {
    /// Messages of the nodes that ran, in the order in which they were said.
    pub messages: Vec<Message>,
    /// Display name of the session's channel after the turn.
    pub channel: String,
    /// What the dialog waits for.
    pub action: Action,
}

/// What the dialog waits for, or that it is over.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// `qa_action`: the visitor is asked something.
    Question(Question),
    /// `da_action`: the client fetches data and returns it as requested data.
    DataAccess(DataAccess),
    /// `continue_action`: a server-side fetch takes a while; the client calls again with an empty input.
    Continue(Continue),
    /// `escalation_action`: the client hands over to a person and reports how that went.
    Escalation(Escalation),
    /// `end_action`: the conversation is over.
    End(End),
}

/// One message, in every output form that the session's channel has.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Message {
    /// Rich text, one entry for each prompt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub visual: Vec<Visual>,
    /// Text for speech synthesis, one entry for each prompt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub nlg: Vec<Nlg>,
    /// Recorded audio or its script, one entry for each prompt.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub audio: Vec<Audio>,
    /// View of the message node.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub view: Option<View>,
    /// Language of the session when the message was made, such as `en-US`.
    pub language: String,
    /// Display name of the session's channel when the message was made.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub channel: String,
    /// Voice to synthesise `nlg` with; absent where the project chooses none and on channels without speech.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tts_voice: Option<Box<TtsVoice>>,
}

impl Message {
    /// Whether nothing would be shown or said.
    pub fn is_empty(&self) -> bool {
        self.visual.is_empty() && self.nlg.is_empty() && self.audio.is_empty()
    }
}

/// A voice for speech synthesis, as the project's `TTS_SETTINGS` choose it; empty texts are for the client to choose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TtsVoice {
    /// Such as `Evan`.
    pub name: String,
    /// Such as `enhanced`.
    pub model: String,
    /// Gender, if the voice is to have one.
    pub gender: VoiceGender,
    /// Language that the voice speaks, such as `en-US`.
    pub language: String,
    /// `standard` or `neural`.
    pub voice_type: String,
}

/// Gender of a voice.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum VoiceGender {
    /// Whichever there is.
    #[default]
    Any,
    /// Male.
    Male,
    /// Female.
    Female,
    /// Neither.
    Neutral,
}

/// A text to show.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Visual {
    /// The text as the designer wrote it (HTML included), placeholders filled.
    pub text: String,
    /// Whether it holds something sensitive that logs must not keep.
    #[serde(default)]
    pub mask: bool,
    /// Whether the visitor has to hear it out.
    #[serde(default)]
    pub barge_in_disabled: bool,
}

/// A text to synthesise.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nlg {
    /// The text or SSML, placeholders filled.
    pub text: String,
    /// Whether it holds something sensitive that logs must not keep.
    #[serde(default)]
    pub mask: bool,
    /// Whether the visitor has to hear it out.
    #[serde(default)]
    pub barge_in_disabled: bool,
}

/// A recording, or the script of one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Audio {
    /// The script of the recording, placeholders filled.
    pub text: String,
    /// The recorded file, when the project names one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// Whether it holds something sensitive that logs must not keep.
    #[serde(default)]
    pub mask: bool,
    /// Whether the visitor has to hear it out.
    #[serde(default)]
    pub barge_in_disabled: bool,
}

/// How the designer wants something rendered (model.md section 10).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// `view.style` of the project: class names or declarations.
    pub id: String,
    /// `view.name` of the project: kind of rendering, such as `carousel`.
    pub name: String,
}

/// `qa_action`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Question {
    /// Name of the question node. The protocol does not carry it; `bavard test` does.
    pub node: String,
    /// The question itself; absent when the project gives it no text in this channel.
    pub message: Option<Message>,
    /// The node's send data: value by variable or entity name.
    pub data: Map<String, Value>,
    /// View of the question.
    pub view: Option<View>,
    /// What the visitor can pick from; empty on channels without interactivity.
    pub selectables: Vec<Selectable>,
    /// How a voice client should listen; absent on channels that neither listen nor take keys.
    pub recognition_settings: Option<Box<RecognitionSettings>>,
    /// Whether the answer is sensitive and must not be shown or kept.
    pub mask: bool,
    /// Resources for clients that call the speech and understanding services themselves; absent where the session has
    /// no `ExternalResourceReferences`.
    pub orchestration: Option<Box<Orchestration>>,
}

/// Resources for clients that call the speech and understanding services themselves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Orchestration {
    /// Resources that are kept elsewhere, in the order of the session data.
    pub references: Vec<ResourceReference>,
    /// The session's dynamic entity data, for both services; may be empty.
    pub wordset: Map<String, Value>,
}

/// A resource that is kept elsewhere.
#[derive(Debug, Clone, PartialEq)]
pub struct ResourceReference {
    /// Whose resource it is.
    pub service: ResourceService,
    /// What it is.
    pub kind: ResourceKind,
    /// Its URN or URL.
    pub uri: String,
    /// How much it counts beside others: 0 to 1; none: the service's default.
    pub weight: Option<f32>,
}

/// A service that takes resources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceService {
    /// Speech recognition.
    Recognition,
    /// Language understanding.
    Understanding,
}

/// What a resource is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ResourceKind {
    /// Values of dynamic entities.
    Wordset,
    /// The same, compiled ahead of time.
    CompiledWordset,
    /// Words and phrases of a domain.
    DomainLanguageModel,
    /// How a speaker speaks.
    SpeakerProfile,
    /// An understanding model.
    SemanticModel,
    /// What can be said.
    SpeechGrammar,
    /// Which keys can be pressed.
    DtmfGrammar,
}

impl ResourceKind {
    /// Reads the protocol's word, such as `COMPILED_WORDSET`; none if it is none.
    pub(crate) fn parse(word: &str) -> Option<ResourceKind> {
        Some(match word.to_ascii_uppercase().as_str() {
            "WORDSET" => ResourceKind::Wordset,
            "COMPILED_WORDSET" => ResourceKind::CompiledWordset,
            "DOMAIN_LM" | "DLM" => ResourceKind::DomainLanguageModel,
            "SPEAKER_PROFILE" => ResourceKind::SpeakerProfile,
            "SEMANTIC_MODEL" => ResourceKind::SemanticModel,
            "SPEECH_GRAMMAR" => ResourceKind::SpeechGrammar,
            "DTMF_GRAMMAR" => ResourceKind::DtmfGrammar,
            _ => return None,
        })
    }

    /// What a URN says of itself: `urn:nuance-mix:tag:wordset:…` or `urn:nuance-mix:tag:model/…`.
    pub(crate) fn of_urn(uri: &str) -> Option<ResourceKind> {
        if uri.contains(":wordset:") {
            return Some(ResourceKind::CompiledWordset);
        }
        let is_model = uri.contains(":model/");
        let recognises = uri.contains("mix.asr");
        is_model.then_some(if recognises {
            ResourceKind::DomainLanguageModel
        } else {
            ResourceKind::SemanticModel
        })
    }

    /// The service that alone has such resources; none if both do.
    pub(crate) fn only_service(self) -> Option<ResourceService> {
        match self {
            ResourceKind::Wordset | ResourceKind::CompiledWordset => None,
            ResourceKind::SemanticModel => Some(ResourceService::Understanding),
            ResourceKind::DomainLanguageModel
            | ResourceKind::SpeakerProfile
            | ResourceKind::SpeechGrammar
            | ResourceKind::DtmfGrammar => Some(ResourceService::Recognition),
        }
    }
}

/// One thing to pick (model.md section 13).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selectable {
    /// Name of the entity that a pick fills.
    pub id: String,
    /// Value that a pick gives it.
    pub value: String,
    /// What the visitor reads; never empty.
    pub display_text: String,
    /// Further words, or a colour for the colour picker.
    pub description: String,
    /// Image, empty for none.
    pub image_uri: String,
}

/// How a voice client should listen to the answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RecognitionSettings {
    /// Keys that stand for an answer; empty on channels without keys.
    pub dtmf_mappings: Vec<DtmfMapping>,
    /// Time limits; absent where the project sets none.
    pub collection: Option<CollectionSettings>,
    /// How speech is recognised; absent where the project does not say and on channels without speech.
    pub speech: Option<SpeechSettings>,
    /// How keys are collected; absent where the project does not say and on channels without keys.
    pub dtmf: Option<DtmfSettings>,
}

/// Time limits of an answer; strings with unit such as `7000ms`, empty for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CollectionSettings {
    /// Silence before the visitor begins, after which nothing was said.
    pub timeout: String,
    /// Silence after an answer that is complete.
    pub complete_timeout: String,
    /// Silence after an answer that could go on.
    pub incomplete_timeout: String,
    /// Longest answer.
    pub max_speech_timeout: String,
}

/// How speech is recognised; values as the project writes them, empty for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SpeechSettings {
    /// How quiet speech may be: 0 to 1.
    pub sensitivity: String,
    /// What interrupts a message: `speech` or `hotword`.
    pub barge_in_type: String,
    /// 0 (fast) to 1 (accurate).
    pub speed_vs_accuracy: String,
}

/// How keys are collected; empty for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DtmfSettings {
    /// Longest pause between two keys.
    pub inter_digit_timeout: String,
    /// Pause after the last key that could come.
    pub term_timeout: String,
    /// Key that ends the input.
    pub term_char: String,
}

/// A key that stands for an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DtmfMapping {
    /// Name of the entity that the key fills.
    pub id: String,
    /// Value that the key gives it.
    pub value: String,
    /// The key or keys, such as `1`.
    pub dtmf_key: String,
}

/// `da_action`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DataAccess {
    /// Name of the data access node; the requested data comes back under it.
    pub id: String,
    /// Latency message.
    pub message: Option<Message>,
    /// View of the latency message.
    pub view: Option<View>,
    /// The node's send data: value by variable or entity name.
    pub data: Map<String, Value>,
    /// When to show the latency message, and how long at least.
    pub message_settings: MessageSettings,
}

/// `continue_action`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Continue {
    /// Name of the data access node.
    pub id: String,
    /// Latency message.
    pub message: Option<Message>,
    /// View of the latency message.
    pub view: Option<View>,
    /// The node's send data: value by variable or entity name.
    pub data: Map<String, Value>,
    /// When to show the latency message, and how long at least.
    pub message_settings: MessageSettings,
    /// How long the fetch may take.
    pub backend_connection_settings: BackendConnectionSettings,
}

/// Timing of a latency message; strings with unit, empty for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MessageSettings {
    /// How long to wait before the message is shown, such as `500ms`.
    pub delay: String,
    /// How long it stays at least, such as `0ms`.
    pub minimum: String,
}

/// Time-outs of a server-side fetch; strings with unit, empty for "not set".
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BackendConnectionSettings {
    /// Time for the whole fetch, such as `30000ms`.
    pub fetch_timeout: String,
    /// Time for the connection alone.
    pub connect_timeout: String,
}

/// `escalation_action`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Escalation {
    /// Name of the external action node; the requested data comes back under it.
    pub id: String,
    /// Message of the action itself; external action nodes say theirs before, so this is usually absent.
    pub message: Option<Message>,
    /// View of the message.
    pub view: Option<View>,
    /// The node's send data: value by variable or entity name.
    pub data: Map<String, Value>,
}

/// `end_action`.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct End {
    /// Name of the external action node.
    pub id: String,
    /// The node's send data: value by variable or entity name.
    pub data: Map<String, Value>,
}
