//! Questions that lead nowhere once they are answered, and questions that nothing answers.

use super::Design;
use super::leads::Leads;
use crate::model::{
    Channel, Entity, Focus, Key, Node, NodeKind, QuestionNode, QuestionRouter, Transition,
};
use crate::project::{Finding, FindingCode, Severity};

/// What is wrong with the ways out of questions.
pub(super) fn questions(design: &Design<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, node) in design.reached_nodes() {
        match &node.kind {
            NodeKind::Question(question) => {
                findings.extend(way_out(design, key, question));
                findings.extend(answerable(design, key, question));
            }
            NodeKind::QuestionRouter(router) => {
                findings.extend(intent_switch(design, key, router));
                findings.extend(slots(design, key, router));
            }
            _ => {}
        }
    }
    findings
}

/// Answers to a question with a router go back to the router, if nothing else; others have to lead on themselves.
fn way_out(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Option<Finding> {
    let leads = match (question.focus, question.router) {
        (Focus::Nothing, _) | (Focus::Entity(_), Some(_)) => return None,
        (Focus::Intent, _) => {
            design.worst_channel(|channel| design.leads(&question.on_intent, channel))
        }
        (Focus::Entity(entity), None) => {
            design.worst_channel(|channel| answer_leads(design, question, entity, channel))
        }
    };
    match leads {
        Leads::Always => None,
        Leads::Sometimes => Some(design.at_node(
            key,
            Severity::Warning,
            FindingCode::IncompleteBranches,
            "some answers to the question lead nowhere".to_owned(),
        )),
        Leads::Never => Some(design.at_node(
            key,
            Severity::Error,
            FindingCode::QuestionWithoutWayOut,
            "no answer to the question leads anywhere".to_owned(),
        )),
    }
}

fn answer_leads(
    design: &Design<'_>,
    question: &QuestionNode,
    entity: Key<Entity>,
    channel: Key<Channel>,
) -> Leads {
    let by_value = question
        .by_value
        .iter()
        .map(|(value, items)| (value, design.leads(items, channel)));
    let by_value: Vec<_> = by_value.collect();
    let most = by_value.iter().map(|(_, leads)| *leads).max();
    let has_all_values = design.vocabulary().sources(entity).is_some_and(|sources| {
        let mut values = sources.said.union(&sources.given);
        let leads = |value: &String| {
            by_value
                .iter()
                .any(|(known, leads)| *known == value && *leads == Leads::Always)
        };
        !sources.is_open && values.all(leads)
    });
    let of_values = match most {
        None => Leads::Never,
        Some(_) if has_all_values => Leads::Always,
        Some(most) => most.min(Leads::Sometimes),
    };
    design
        .leads(&question.setup, channel)
        .or_else(of_values)
        .or_else(design.leads(&question.otherwise, channel))
}

/// Something has to answer the question, or its router has to take another answer.
fn answerable(design: &Design<'_>, key: Key<Node>, question: &QuestionNode) -> Option<Finding> {
    let what = match question.focus {
        Focus::Intent => return None,
        Focus::Entity(entity) if design.is_filled(entity) => return None,
        Focus::Entity(entity) => format!("`{}`", design.model.entities.get(entity).name),
        Focus::Nothing => "no entity".to_owned(),
    };
    let router = question
        .router
        .and_then(|router| design.model.nodes.get(router).kind.as_question_router());
    let other_answers = router.is_some_and(|router| {
        let mut slots = router.slots.iter();
        can_switch(design, router) || slots.any(|slot| design.is_filled(slot.entity))
    });
    let commands = question.command_overrides.iter().any(|own| own.enabled);
    (!other_answers && !commands).then(|| {
        design.at_node(
            key,
            Severity::Error,
            FindingCode::UnanswerableQuestion,
            format!(
                "the question asks for {what}, which nothing that visitors say, pick or press fills"
            ),
        )
    })
}

/// A router goes on asking for an entity that nothing fills and nobody completes.
fn slots(design: &Design<'_>, key: Key<Node>, router: &QuestionRouter) -> Vec<Finding> {
    let slots = router.slots.iter().enumerate();
    let unfillable = slots.filter(|(_, slot)| {
        let sources = design.vocabulary().sources(slot.entity);
        sources.is_some_and(|sources| !sources.fill() && !sources.is_completed)
    });
    unfillable
        .map(|(number, slot)| {
            let name = &design.model.entities.get(slot.entity).name;
            design.within_node(
                key,
                design.places.node(key).key("concepts").index(number),
                Severity::Warning,
                FindingCode::UnfillableEntity,
                format!("the router collects `{name}`, which nothing fills or completes"),
            )
        })
        .collect()
}

fn can_switch(design: &Design<'_>, router: &QuestionRouter) -> bool {
    !router.intent_switching_disabled
        && router.on_intent_switch.is_some()
        && design.intents().next().is_some()
}

/// A router that lets visitors switch goes back to the intent mapper, or where the design says. A question of it has to
/// meet another intent for that.
fn intent_switch(design: &Design<'_>, key: Key<Node>, router: &QuestionRouter) -> Option<Finding> {
    let has_questions = design.reached_nodes().any(
        |(_, node)| matches!(&node.kind, NodeKind::Question(question) if question.router == Some(key)),
    );
    let leads = match router.on_intent_switch {
        None => false,
        Some(Transition::ReturnToIntentMapper) => design.has_mapper(),
        Some(_) => true,
    };
    let breaks = has_questions
        && !router.intent_switching_disabled
        && !leads
        && design.intents().next().is_some();
    breaks.then(|| {
        design.at_node(
            key,
            Severity::Warning,
            FindingCode::MissingIntentSwitch,
            "visitors may say another intent here, but no intent mapper takes it".to_owned(),
        )
    })
}
