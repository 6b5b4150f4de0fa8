import type { Template } from './template.ts';

const readme = `# Go

A word counter with a test. Go 1.22 or newer; only the standard library.

    main.go         the command
    words.go        the counting
    words_test.go   the test

Run it:

    echo "to be or not to be" | go run .
    go test ./...

Go on: count letters too, leave out common words, or read several files at once.
`;

const module = `module example.org/words

go 1.22
`;

const words = `package main

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
)

// Count is how often a word occurs.
type Count struct {
	Word  string
	Times int
}

// CountWords counts the words of a text, most frequent first. Case does not matter.
func CountWords(text string) []Count {
	times := map[string]int{}
	for _, word := range strings.FieldsFunc(strings.ToLower(text), isBetweenWords) {
		times[word]++
	}
	counts := make([]Count, 0, len(times))
	for word, n := range times {
		counts = append(counts, Count{word, n})
	}
	slices.SortFunc(counts, func(a, b Count) int {
		return cmp.Or(cmp.Compare(b.Times, a.Times), cmp.Compare(a.Word, b.Word))
	})
	return counts
}

func isBetweenWords(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '\\''
}
`;

const main = `package main

import (
	"fmt"
	"io"
	"log"
	"os"
)

const shown = 10

func main() {
	text, err := io.ReadAll(os.Stdin)
	if err != nil {
		log.Fatalf("cannot read standard input: %v", err)
	}
	counts := CountWords(string(text))
	for _, count := range counts[:min(shown, len(counts))] {
		fmt.Printf("%6d %s\\n", count.Times, count.Word)
	}
}
`;

const test = `package main

import (
	"slices"
	"testing"
)

func TestCountWords(t *testing.T) {
	tests := []struct {
		name string
		text string
		want []Count
	}{
		{"without case, most frequent first", "To be, or not to be.", []Count{{"be", 2}, {"to", 2}, {"not", 1}, {"or", 1}}},
		{"no words in an empty text", "", nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := CountWords(test.text); !slices.Equal(got, test.want) {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
}
`;

export const go: Template = {
	id: 'go',
	label: 'Go',
	blurb: 'A command and a table test',
	mark: 'go',
	files: [
		{ path: 'README.md', text: readme },
		{ path: 'main.go', text: main },
		{ path: 'words.go', text: words },
		{ path: 'words_test.go', text: test },
		{ path: 'go.mod', text: module },
	],
};
