//! A Redis that goes away, and comes back.

use std::time::Duration;

use tokio::time::Instant;
use tonic::Code;
use tonic_types::StatusExt;

use crate::backend::{Backend, Behaviour};
use crate::conversation_load::ConversationLoad;
use crate::harness::start_request;
use crate::node::{Node, Visitor, words};
use crate::redis_server::RedisServer;

/// How long Redis is away under load.
const OUTAGE: Duration = Duration::from_secs(5);

const VISITORS: usize = 8;

async fn till() -> Backend {
    let receipt = r#"{"returnCode": "0", "receipt": "A1"}"#.to_owned();
    Backend::start(Behaviour::Reply(receipt)).await
}

fn sharing(redis: &RedisServer, backend: &Backend) -> String {
    let store = redis.url();
    format!(
        "{}[sessions]\nstore = \"{store}\"\n",
        backend.configuration()
    )
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_hangs_for_five_seconds_loses_and_doubles_no_turn() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let backend = till().await;
    let config = sharing(&redis, &backend);
    let (one, other) = (Node::start(&config), Node::start(&config));
    let load = ConversationLoad::begin(&[&one, &other], VISITORS).await;
    load.goes_on().await;

    redis.freeze();
    tokio::time::sleep(OUTAGE).await;
    redis.thaw();

    load.goes_on().await;
    let talked = load.end().await;
    assert!(talked.refusals.contains(&Code::Unavailable));
    assert_eq!(backend.received().len(), talked.coffees);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_redis_that_is_killed_and_comes_back_with_its_data_loses_and_doubles_no_turn() {
    let Some(mut redis) = RedisServer::start().await else {
        return;
    };
    let backend = till().await;
    let config = sharing(&redis, &backend);
    let (one, other) = (Node::start(&config), Node::start(&config));
    let load = ConversationLoad::begin(&[&one, &other], VISITORS).await;
    load.goes_on().await;

    redis.kill();
    tokio::time::sleep(OUTAGE).await;
    redis.restart().await;

    load.goes_on().await;
    let talked = load.end().await;
    assert!(talked.refusals.contains(&Code::Unavailable));
    assert_eq!(backend.received().len(), talked.coffees);
}

#[tokio::test]
async fn without_redis_a_node_starts_and_answers_unavailable_soon_with_when_to_try_again() {
    let Some(mut redis) = RedisServer::start().await else {
        return;
    };
    redis.kill();
    let node = Node::start(&format!("[sessions]\nstore = \"{}\"\n", redis.url()));
    let mut client = node.client().await;

    let asked = Instant::now();
    let status = client.start(start_request()).await.unwrap_err();
    assert_eq!(status.code(), Code::Unavailable);
    assert!(status.message().contains("store of sessions"), "{status:?}");
    let retry = status.get_details_retry_info().unwrap().retry_delay;
    assert_eq!(retry, Some(Duration::from_secs(1)));
    assert!(asked.elapsed() < Duration::from_secs(5));

    redis.restart().await;
    let started = async {
        while client.start(start_request()).await.is_err() {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), started)
        .await
        .expect("the node does not find Redis again");
}

#[tokio::test]
async fn a_turn_that_could_not_mark_its_session_leaves_it_free_when_redis_is_back() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let backend = till().await;
    let node = Node::start(&sharing(&redis, &backend));
    let mut visitor = Visitor::greeted(&[&node]).await;
    // The pause begins anywhere in the turn, also between reading the session and marking it.
    for pause in [0, 300, 600, 900, 1200, 1500] {
        let mut impatient = visitor.node(0);
        let request = bavard_server::protocol::dlg::v1::ExecuteRequest {
            session_id: visitor.session_id.clone(),
            payload: Some(words("coffee")),
            ..Default::default()
        };
        let turn = tokio::spawn(async move { impatient.execute(request).await });
        tokio::time::sleep(Duration::from_micros(pause)).await;
        redis.freeze();
        tokio::time::sleep(Duration::from_millis(1100)).await;
        redis.thaw();
        // Answered or not: the session can be talked in at once.
        let _either = turn.await.unwrap();
        visitor.say("coffee").await;
    }
}

#[tokio::test]
async fn keys_of_sessions_have_a_prefix_and_live_as_long_as_the_session() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let node = Node::start(&format!("[sessions]\nstore = \"{}\"\n", redis.url()));
    let visitor = Visitor::greeted(&[&node]).await;
    let mut connection = redis.connection().await;
    let keys: Vec<String> = redis::cmd("KEYS")
        .arg("*")
        .query_async(&mut connection)
        .await
        .unwrap();
    assert_eq!(keys, [format!("bavard:session:{}", visitor.session_id)]);
    let life: u64 = redis::cmd("TTL")
        .arg(&keys[0])
        .query_async(&mut connection)
        .await
        .unwrap();
    assert!((890..=900).contains(&life), "{life}");
}

#[tokio::test]
async fn a_redis_without_memory_takes_no_session_more_and_keeps_those_it_has() {
    let Some(redis) = RedisServer::start().await else {
        return;
    };
    let node = Node::start(&format!("[sessions]\nstore = \"{}\"\n", redis.url()));
    let mut visitor = Visitor::greeted(&[&node]).await;
    let mut client = node.client().await;

    redis.set_max_memory("1").await;
    let refused = client.start(start_request()).await.unwrap_err();
    assert_eq!(refused.code(), Code::ResourceExhausted);
    assert!(refused.get_details_retry_info().is_some());
    let turn = visitor.attempt(0, None, words("tea")).await.unwrap_err();
    assert_eq!(turn.code(), Code::Unavailable);

    redis.set_max_memory("0").await;
    assert!(client.start(start_request()).await.is_ok());
    visitor.say("tea").await;
}
