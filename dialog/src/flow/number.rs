//! Numbers of things in a [`Flow`](super::Flow), in file order from 0.

use crate::model::{Component, Event, Key, Node};

macro_rules! number {
    ($(#[$documentation:meta])* $name:ident) => {
        $(#[$documentation])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub(crate) usize);

        impl $name {
            /// The number itself, from 0.
            pub fn get(self) -> usize {
                self.0
            }
        }
    };
}

number! {
    /// Which component: the index in [`Flow::components`](super::Flow::components).
    ComponentNumber
}
number! {
    /// Which node: the index in [`Flow::nodes`](super::Flow::nodes).
    NodeNumber
}
number! {
    /// Which event: the index in [`Flow::events`](super::Flow::events).
    EventNumber
}
number! {
    /// Which prompt of the project. Some numbers are unused.
    PromptNumber
}

impl From<Key<Component>> for ComponentNumber {
    fn from(key: Key<Component>) -> Self {
        ComponentNumber(key.index())
    }
}

impl From<Key<Node>> for NodeNumber {
    fn from(key: Key<Node>) -> Self {
        NodeNumber(key.index())
    }
}

impl From<Key<Event>> for EventNumber {
    fn from(key: Key<Event>) -> Self {
        EventNumber(key.index())
    }
}
