//! Words beside values that say nothing of their own.

const FILLERS: [&str; 38] = [
    "a", "an", "the", "to", "from", "on", "in", "at", "of", "for", "by", "with", "and", "or",
    "then", "'", "please", "thanks", "thank", "you", "um", "uh", "er", "hmm", "hm", "well", "so",
    "oh", "actually", "no", "yes", "it", "s", "that", "this", "just", "one", "make",
];

/// Whether a word says nothing of its own beside values.
pub(super) fn is_filler(word: &str) -> bool {
    FILLERS.contains(&word)
}
