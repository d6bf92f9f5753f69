//! Things of one kind, addressed by keys that cannot dangle.

use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

/// Address of a `T` in its arena. The loader gives out keys in file order, for things that will be there when it is
/// done; a project with an error never becomes a model.
pub(crate) struct Key<T> {
    index: usize,
    kind: PhantomData<fn() -> T>,
}

impl<T> Key<T> {
    /// Key of the thing that will be number `index` of the arena.
    pub(crate) fn new(index: usize) -> Key<T> {
        Key {
            index,
            kind: PhantomData,
        }
    }

    /// The number of the thing in its arena.
    pub(crate) fn index(self) -> usize {
        self.index
    }
}

impl<T> Clone for Key<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Key<T> {}

impl<T> PartialEq for Key<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Key<T> {}

impl<T> Hash for Key<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> std::fmt::Debug for Key<T> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{}", self.index)
    }
}

/// All things of one kind, in file order.
#[derive(Debug, Clone)]
pub(crate) struct Arena<T>(Vec<T>);

impl<T> Default for Arena<T> {
    fn default() -> Self {
        Arena(Vec::new())
    }
}

impl<T> Arena<T> {
    pub(crate) fn add(&mut self, thing: T) -> Key<T> {
        self.0.push(thing);
        Key::new(self.0.len() - 1)
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "the loader hands out keys of things that it adds, and none is removed"
    )]
    pub(crate) fn get(&self, key: Key<T>) -> &T {
        &self.0[key.index]
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &T> {
        self.0.iter()
    }

    pub(crate) fn keys(&self) -> impl Iterator<Item = (Key<T>, &T)> {
        self.0
            .iter()
            .enumerate()
            .map(|(index, thing)| (Key::new(index), thing))
    }
}
