/* Tables are sorted by their headings, and filtered; without this they are plain tables. */
"use strict";
const FILTER_FROM = 12;

/* What a cell is sorted by: a number, a text, or null where nothing is known. */
function key(row, column) {
	const cell = row.cells[column];
	const text = cell.textContent.trim();
	const number = (cell.dataset.v ?? text).replace(/[,\s]/g, "").replace("\u2212", "-");
	if (text === "\u2013" || text === "")
		return null;
	return number !== "" && !Number.isNaN(Number(number)) ? Number(number) : text.toLocaleLowerCase();
}

function compare(a, b) {
	if (typeof a === "number" && typeof b === "number")
		return a - b;
	if (typeof a === typeof b)
		return a.localeCompare(b);
	return typeof a === "number" ? -1 : 1;
}

function sort(table, heading) {
	const body = table.tBodies[0];
	const column = heading.cellIndex;
	const rows = Array.from(body.rows, (row) => ({ row, key: key(row, column) }));
	const falls = heading.hasAttribute("aria-sort") ? heading.getAttribute("aria-sort") === "ascending" :
		rows.some((r) => typeof r.key === "number");
	rows.sort((a, b) => {
		if (a.key === null || b.key === null)
			return (a.key === null) - (b.key === null);
		return falls ? compare(b.key, a.key) : compare(a.key, b.key);
	});
	for (const other of table.tHead.rows[0].cells)
		other.removeAttribute("aria-sort");
	heading.setAttribute("aria-sort", falls ? "descending" : "ascending");
	body.append(...rows.map((r) => r.row));
}

function filter(table, input, status) {
	const words = input.value.toLocaleLowerCase().split(/\s+/);
	const rows = Array.from(table.tBodies[0].rows);
	for (const row of rows) {
		const text = row.textContent.toLocaleLowerCase();
		row.hidden = !words.every((word) => text.includes(word));
	}
	status.textContent = `${rows.filter((row) => !row.hidden).length} of ${rows.length}`;
}

function addFilter(table) {
	const box = document.createElement("div");
	const input = document.createElement("input");
	const status = document.createElement("span");
	box.className = "filter";
	input.type = "search";
	input.placeholder = "Filter";
	input.setAttribute("aria-label", `Filter: ${table.caption.textContent}`);
	status.className = "soft";
	status.setAttribute("role", "status");
	input.addEventListener("input", () => filter(table, input, status));
	box.append(input, status);
	table.parentElement.before(box);
}

for (const table of document.querySelectorAll("table.rows")) {
	for (const heading of table.tHead.rows[0].cells) {
		const button = document.createElement("button");
		button.type = "button";
		button.append(...heading.childNodes);
		button.addEventListener("click", () => sort(table, heading));
		heading.append(button);
	}
	if (table.tBodies[0].rows.length >= FILTER_FROM)
		addFilter(table);
}
