import type { Template } from './template.ts';

const readme = `# Rust

A word counter with tests. Only the standard library.

    src/main.rs   the command
    src/lib.rs    the counting and its tests

Run it:

    echo "to be or not to be" | cargo run
    cargo test

Go on: count letters too, leave out common words, or read several files.
`;

const manifest = `[package]
name = "words"
version = "0.1.0"
edition = "2021"
`;

const lib = `use std::collections::HashMap;

/// Counts the words of a text, most frequent first. Case does not matter.
pub fn count_words(text: &str) -> Vec<(String, usize)> {
    let mut counts: HashMap<String, usize> = HashMap::new();
    for word in text
        .split(|c: char| !c.is_alphanumeric() && c != '\\'')
        .filter(|word| !word.is_empty())
    {
        *counts.entry(word.to_lowercase()).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(a, one), (b, other)| other.cmp(one).then_with(|| a.cmp(b)));
    counts
}

#[cfg(test)]
mod tests {
    use super::count_words;

    #[test]
    fn counts_without_case_most_frequent_first() {
        let counts = count_words("To be, or not to be.");
        let expected = [("be", 2), ("to", 2), ("not", 1), ("or", 1)];
        assert_eq!(
            counts,
            expected.map(|(word, count)| (word.to_string(), count))
        );
    }

    #[test]
    fn finds_no_words_in_an_empty_text() {
        assert!(count_words("").is_empty());
    }
}
`;

const main = `use std::io::{self, Read};

use words::count_words;

const SHOWN: usize = 10;

fn main() -> io::Result<()> {
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    for (word, count) in count_words(&text).into_iter().take(SHOWN) {
        println!("{count:6} {word}");
    }
    Ok(())
}
`;

export const rust: Template = {
	id: 'rust',
	label: 'Rust',
	blurb: 'A library, a command, tests',
	mark: 'rs',
	files: [
		{ path: 'README.md', text: readme },
		{ path: 'src/main.rs', text: main },
		{ path: 'src/lib.rs', text: lib },
		{ path: 'Cargo.toml', text: manifest },
	],
};
