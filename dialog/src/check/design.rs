//! What checks look at.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::reach::Reach;
use super::vocabulary::Vocabulary;
use super::ways::Ways;
use crate::load::Places;
use crate::model::{Channel, Component, Entity, Key, Model, Node, NodeKind};
use crate::project::{Finding, FindingCode, JsonPath, Severity};
use crate::session::enabled_channels;
use crate::understanding::{NO_INTENT, TrainingData, Understanding};

/// A loaded project with all that is known about it.
pub(crate) struct Design<'a> {
    pub(super) model: &'a Model,
    pub(super) places: &'a Places,
    pub(super) ways: Ways,
    /// What conversations can get to.
    pub(super) reach: Reach,
    /// Parsed training data by locale, also of locales that the project does not have.
    pub(super) training: &'a [(String, TrainingData)],
    pub(super) understandings: &'a HashMap<String, Understanding>,
    /// Worked out when it is first asked for.
    vocabulary: OnceCell<Vocabulary>,
}

impl<'a> Design<'a> {
    pub(crate) fn new(
        model: &'a Model,
        places: &'a Places,
        training: &'a [(String, TrainingData)],
        understandings: &'a HashMap<String, Understanding>,
    ) -> Design<'a> {
        let ways = Ways::of(model);
        Design {
            model,
            places,
            reach: Reach::of(model, &ways),
            ways,
            training,
            understandings,
            vocabulary: OnceCell::new(),
        }
    }

    /// What entities can be filled with.
    pub(super) fn vocabulary(&self) -> &Vocabulary {
        self.vocabulary.get_or_init(|| Vocabulary::of(self))
    }

    /// Training data of the project's languages.
    pub(super) fn trained(&self) -> impl Iterator<Item = (&'a str, &'a TrainingData)> {
        let languages = self.model.languages.iter();
        languages.filter_map(|language| {
            let data = self.training.iter().find(|(locale, _)| locale == language);
            data.map(|(locale, data)| (locale.as_str(), data))
        })
    }

    /// Intents of the ontology by name, but for the one that stands for none.
    pub(super) fn intents(&self) -> impl Iterator<Item = &'a (String, JsonPath)> {
        let intents = self.places.intents.iter();
        intents.filter(|(name, _)| name != NO_INTENT)
    }

    /// Whether anything fills an entity.
    pub(super) fn is_filled(&self, entity: Key<Entity>) -> bool {
        let sources = self.vocabulary().sources(entity);
        sources.is_some_and(|sources| sources.fill())
    }

    /// Nodes that conversations can get to.
    pub(super) fn reached_nodes(&self) -> impl Iterator<Item = (Key<Node>, &'a Node)> {
        self.model
            .nodes
            .keys()
            .filter(|(key, _)| self.reach.node(*key))
    }

    /// Whether conversations can get to an intent mapper.
    pub(super) fn has_mapper(&self) -> bool {
        let mut nodes = self.reached_nodes();
        nodes.any(|(_, node)| matches!(node.kind, NodeKind::IntentMapper(_)))
    }

    /// Channels that sessions can have.
    pub(super) fn channels(&self) -> impl Iterator<Item = (Key<Channel>, &'a Channel)> {
        enabled_channels(self.model)
    }

    /// A finding about a node as a whole.
    pub(super) fn at_node(
        &self,
        node: Key<Node>,
        severity: Severity,
        code: FindingCode,
        message: String,
    ) -> Finding {
        self.within_node(node, self.places.node(node), severity, code, message)
    }

    /// A finding about a part of a node.
    pub(super) fn within_node(
        &self,
        node: Key<Node>,
        path: JsonPath,
        severity: Severity,
        code: FindingCode,
        message: String,
    ) -> Finding {
        let node = self.model.nodes.get(node);
        Finding {
            severity,
            code,
            path,
            component: Some(self.model.components.get(node.component).name.clone()),
            node: Some(node.name.clone()),
            message,
        }
    }

    /// A finding about a component.
    pub(super) fn at_component(
        &self,
        component: Key<Component>,
        severity: Severity,
        code: FindingCode,
        message: String,
    ) -> Finding {
        Finding {
            severity,
            code,
            path: self.places.component(component),
            component: Some(self.model.components.get(component).name.clone()),
            node: None,
            message,
        }
    }

    /// A finding about the project or a part of it that belongs to no component.
    pub(super) fn at_project(
        &self,
        path: JsonPath,
        severity: Severity,
        code: FindingCode,
        message: String,
    ) -> Finding {
        Finding {
            severity,
            code,
            path,
            component: None,
            node: None,
            message,
        }
    }
}
