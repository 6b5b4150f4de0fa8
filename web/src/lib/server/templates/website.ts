import type { Template } from './template.ts';

const readme = `# HTML, CSS and JavaScript

A list of things to do, kept in the browser. No build step: open \`index.html\`, or serve the folder:

    python3 -m http.server

    index.html   what is on the page
    style.css    how it looks, in light and dark
    main.js      what it does

Go on: let a thing be edited, be dragged to another place, or have a day.
`;

const html = `<!doctype html>
<html lang="en">
	<head>
		<meta charset="utf-8" />
		<meta name="viewport" content="width=device-width, initial-scale=1" />
		<title>To do</title>
		<link rel="stylesheet" href="style.css" />
		<script src="main.js" defer></script>
	</head>
	<body>
		<main>
			<h1>To do</h1>
			<form id="add">
				<label for="what">What is to be done?</label>
				<input id="what" name="what" required autocomplete="off" />
				<button>Add</button>
			</form>
			<ul id="things"></ul>
		</main>
	</body>
</html>
`;

const css = `:root {
	color-scheme: light dark;
	--line: light-dark(#d8dae0, #34363d);
	--accent: light-dark(#3355cc, #93a8ff);
}

body {
	margin: 0;
	font: 1rem/1.5 system-ui, sans-serif;
}

main {
	max-width: 32rem;
	margin: 4rem auto;
	padding: 0 1rem;
}

form {
	display: grid;
	grid-template-columns: 1fr auto;
	gap: 0.25rem 0.5rem;
}

label {
	grid-column: 1 / -1;
}

input,
button {
	padding: 0.5rem 0.75rem;
	border: 1px solid var(--line);
	border-radius: 0.375rem;
	font: inherit;
}

ul {
	padding: 0;
	list-style: none;
}

li label {
	display: flex;
	gap: 0.5rem;
	padding: 0.5rem 0;
	border-bottom: 1px solid var(--line);
	accent-color: var(--accent);
}

li:has(:checked) {
	opacity: 0.6;
	text-decoration: line-through;
}
`;

const script = `const form = document.querySelector('#add');
const list = document.querySelector('#things');
const things = JSON.parse(localStorage.getItem('things') ?? '[]');

form.addEventListener('submit', (event) => {
	event.preventDefault();
	things.push({ what: form.elements.what.value, isDone: false });
	form.reset();
	keep();
	show();
});

function keep() {
	localStorage.setItem('things', JSON.stringify(things));
}

function show() {
	list.replaceChildren(...things.map(item));
}

function item(thing) {
	const box = document.createElement('input');
	box.type = 'checkbox';
	box.checked = thing.isDone;
	box.addEventListener('change', () => {
		thing.isDone = box.checked;
		keep();
	});

	const label = document.createElement('label');
	label.append(box, thing.what);

	const row = document.createElement('li');
	row.append(label);
	return row;
}

show();
`;

export const website: Template = {
	id: 'website',
	label: 'HTML, CSS, JS',
	blurb: 'A page that does something',
	mark: 'html',
	files: [
		{ path: 'README.md', text: readme },
		{ path: 'index.html', text: html },
		{ path: 'style.css', text: css },
		{ path: 'main.js', text: script },
	],
};
