import type { Template } from './template.ts';

const readme = `# Python

A word counter with a test. Nothing to install; Python 3.10 or newer.

    words.py        the counting
    main.py         the command
    test_words.py   the test

Run it:

    echo "to be or not to be" | python3 main.py
    python3 -m unittest

Go on: count letters too, leave out common words, or read several files.
`;

const words = `"""Counting words."""

import re
from collections import Counter

WORD = re.compile(r"[\\w'’]+")


def count_words(text: str) -> list[tuple[str, int]]:
    """Return each word with its count, most frequent first; case does not matter."""
    counts = Counter(WORD.findall(text.lower()))
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))
`;

const main = `"""Print the most frequent words of standard input."""

import sys

from words import count_words

SHOWN = 10


def main() -> None:
    for word, count in count_words(sys.stdin.read())[:SHOWN]:
        print(f"{count:6} {word}")


if __name__ == "__main__":
    main()
`;

const test = `import unittest

from words import count_words


class CountWords(unittest.TestCase):
    def test_counts_without_case_most_frequent_first(self) -> None:
        self.assertEqual(
            count_words("To be, or not to be."),
            [("be", 2), ("to", 2), ("not", 1), ("or", 1)],
        )

    def test_finds_no_words_in_an_empty_text(self) -> None:
        self.assertEqual(count_words(""), [])


if __name__ == "__main__":
    unittest.main()
`;

export const python: Template = {
	id: 'python',
	label: 'Python',
	blurb: 'A module, a command, a test',
	mark: 'py',
	files: [
		{ path: 'README.md', text: readme },
		{ path: 'main.py', text: main },
		{ path: 'words.py', text: words },
		{ path: 'test_words.py', text: test },
	],
};
