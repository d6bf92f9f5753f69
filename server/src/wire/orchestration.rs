//! Resources for clients that call the speech and understanding services themselves.

use bavard_dialog::{Orchestration, ResourceKind, ResourceReference, ResourceService};

use crate::protocol::asr::v1::recognition_resource::{
    ResourceUnion as RecognitionUnion, WeightUnion,
};
use crate::protocol::asr::v1::{self as asr, RecognitionResource};
use crate::protocol::dlg::v1::common::OrchestrationResourceReference;
use crate::protocol::dlg::v1::common::orchestration_resource_reference::GrammarResourceReference;
use crate::protocol::dlg::v1::common::orchestration_resource_reference::grammar_resource_reference::EnumResourceType as GrammarType;
use crate::protocol::nlu::v1::interpretation_resource::ResourceUnion as InterpretationUnion;
use crate::protocol::nlu::v1::{self as nlu, InterpretationResource};

/// The field of a question.
pub(super) fn orchestration_resource_reference(
    resources: Orchestration,
) -> OrchestrationResourceReference {
    let mut field = OrchestrationResourceReference::default();
    for reference in resources.references {
        add(reference, &mut field);
    }
    if !resources.wordset.is_empty() {
        let wordset = serde_json::Value::Object(resources.wordset).to_string();
        field.recognition_resources.push(RecognitionResource {
            resource_union: Some(RecognitionUnion::InlineWordset(wordset.clone())),
            ..RecognitionResource::default()
        });
        field.interpretation_resources.push(InterpretationResource {
            resource_union: Some(InterpretationUnion::InlineWordset(wordset)),
        });
    }
    field
}

fn add(reference: ResourceReference, field: &mut OrchestrationResourceReference) {
    let grammar = match reference.kind {
        ResourceKind::SpeechGrammar => Some(GrammarType::SpeechGrammar),
        ResourceKind::DtmfGrammar => Some(GrammarType::DtmfGrammar),
        _ => None,
    };
    if let Some(grammar) = grammar {
        field.grammar_references.push(GrammarResourceReference {
            uri: reference.uri,
            r#type: grammar.into(),
        });
        return;
    }
    match reference.service {
        ResourceService::Recognition => field
            .recognition_resources
            .push(recognition_resource(reference)),
        ResourceService::Understanding => field
            .interpretation_resources
            .push(interpretation_resource(reference)),
    }
}

fn recognition_resource(reference: ResourceReference) -> RecognitionResource {
    let kind = match reference.kind {
        ResourceKind::Wordset => asr::EnumResourceType::Wordset,
        ResourceKind::CompiledWordset => asr::EnumResourceType::CompiledWordset,
        ResourceKind::DomainLanguageModel => asr::EnumResourceType::DomainLm,
        ResourceKind::SpeakerProfile => asr::EnumResourceType::SpeakerProfile,
        ResourceKind::SemanticModel | ResourceKind::SpeechGrammar | ResourceKind::DtmfGrammar => {
            asr::EnumResourceType::UndefinedResourceType
        }
    };
    RecognitionResource {
        resource_union: Some(RecognitionUnion::ExternalReference(
            asr::ResourceReference {
                r#type: kind.into(),
                uri: reference.uri,
                ..asr::ResourceReference::default()
            },
        )),
        weight_union: reference.weight.map(WeightUnion::WeightValue),
        ..RecognitionResource::default()
    }
}

fn interpretation_resource(reference: ResourceReference) -> InterpretationResource {
    let kind = match reference.kind {
        ResourceKind::Wordset => nlu::EnumResourceType::Wordset,
        ResourceKind::CompiledWordset => nlu::EnumResourceType::CompiledWordset,
        ResourceKind::SemanticModel => nlu::EnumResourceType::SemanticModel,
        ResourceKind::DomainLanguageModel
        | ResourceKind::SpeakerProfile
        | ResourceKind::SpeechGrammar
        | ResourceKind::DtmfGrammar => nlu::EnumResourceType::UndefinedResourceType,
    };
    InterpretationResource {
        resource_union: Some(InterpretationUnion::ExternalReference(
            nlu::ResourceReference {
                r#type: kind.into(),
                uri: reference.uri,
                ..nlu::ResourceReference::default()
            },
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_resource_goes_to_the_service_that_takes_it() {
        let reference = |service, kind, uri: &str, weight| ResourceReference {
            service,
            kind,
            uri: uri.to_owned(),
            weight,
        };
        let (hears, reads) = (ResourceService::Recognition, ResourceService::Understanding);
        let field = orchestration_resource_reference(Orchestration {
            references: vec![
                reference(reads, ResourceKind::CompiledWordset, "urn:n", None),
                reference(hears, ResourceKind::DomainLanguageModel, "urn:a", Some(0.5)),
                reference(hears, ResourceKind::DtmfGrammar, "http://g", None),
            ],
            wordset: [("SIZE".to_owned(), serde_json::json!([{"literal": "L"}]))]
                .into_iter()
                .collect(),
        });
        assert_eq!(field.grammar_references[0].uri, "http://g");
        let [model, heard_words] = &field.recognition_resources[..] else {
            panic!("{field:#?}")
        };
        assert_eq!(model.weight_union, Some(WeightUnion::WeightValue(0.5)));
        assert!(matches!(
            &model.resource_union,
            Some(RecognitionUnion::ExternalReference(reference))
                if reference.r#type() == asr::EnumResourceType::DomainLm
        ));
        let words = r#"{"SIZE":[{"literal":"L"}]}"#.to_owned();
        assert_eq!(
            heard_words.resource_union,
            Some(RecognitionUnion::InlineWordset(words.clone()))
        );
        assert_eq!(
            field.interpretation_resources[1].resource_union,
            Some(InterpretationUnion::InlineWordset(words))
        );
    }
}
